/* Sends requests to a payment provider's interface as its documentation has them, and prints the answers: nothing leaves
 * the machine.
 *
 *   provider_call FOLDER
 */
#include <stdio.h>
#include <string.h>

#include "tillbook.h"

static tillbook_account *account;

/* Sends one request; answers with the status of HTTP, or 0 when it could not be sent. */
static int32_t send(const char *method, const char *path, const char *body) {
    static const tillbook_header headers[] = {{{"Content-Type", 12}, {"application/x-www-form-urlencoded", 33}}};
    tillbook_request request = TILLBOOK_REQUEST_INIT;
    tillbook_response *response = NULL;
    tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
    tillbook_error *error = NULL;
    request.method = (tillbook_str){method, strlen(method)};
    request.path = (tillbook_str){path, strlen(path)};
    request.body = (tillbook_str){body, strlen(body)};
    request.headers = headers;
    request.header_count = 1;
    if (tillbook_call(account, &request, &response, &error) != TILLBOOK_OK) {
        tillbook_error_fields why = TILLBOOK_ERROR_FIELDS_INIT;
        if (tillbook_error_read(error, &why) == TILLBOOK_OK) {
            fprintf(stderr, "%.*s\n", (int)why.message.len, why.message.ptr);
        }
        tillbook_error_free(error);
        return 0;
    }
    tillbook_response_read(response, &fields);
    printf("%s %s: %d\n%.*s\n\n", method, path, (int)fields.status, (int)fields.body.len, fields.body.ptr);
    tillbook_response_free(response);
    return fields.status;
}

int main(int argc, char **argv) {
    char path[1024];
    int length = snprintf(path, sizeof path, "%s/provider_call.tillbook", argc > 1 ? argv[1] : ".");
    tillbook_store *store = NULL;
    tillbook_str at = {path, (size_t)length};
    if (tillbook_open(at, NULL, &store, NULL) != TILLBOOK_OK ||
        tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, NULL) != TILLBOOK_OK) {
        fprintf(stderr, "the store could not be opened\n");
        return 1;
    }
    int32_t created = send("POST", "/customers", "email=ann%40example.org&description=regular");
    int32_t listed = send("GET", "/customers?limit=5", "");
    /* What the provider refuses, it refuses here in the same words. */
    int32_t missing = send("GET", "/customers/cust_test_nobody", "");
    tillbook_account_free(account);
    int32_t closed = tillbook_close(store, NULL);
    return closed == TILLBOOK_OK && created == 200 && listed == 200 && missing == 404 ? 0 : 1;
}
