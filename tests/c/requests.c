/* A host sends a provider's own requests, and the answer is not what the provider says, or is not freed. */
#include "provider.h"

static void requests(const tillbook_account *omise) {
  CHECK_OK(tillbook_response_free(call(omise, TILLBOOK_KEY_PUBLIC, "POST", "/tokens", card_details, 200)));
  /* The public key may only make tokens. */
  tillbook_response *refused = call(omise, TILLBOOK_KEY_PUBLIC, "post", "/customers", "{}", 401);
  char code[64];
  value_of(refused, "code", code, sizeof code);
  CHECK(strcmp(code, "authentication_failure") == 0);

  tillbook_response *missing = call(omise, 0, "GET", "/customers/cust_test_nobody", NULL, 404);
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  CHECK_OK(tillbook_response_read(missing, &fields));
  CHECK(fields.header_count > 0);
  tillbook_str name, value;
  int json = 0;
  for (size_t i = 0; i < fields.header_count; i++) {
    CHECK_OK(tillbook_response_header(missing, i, &name, &value));
    json += same(name, "Content-Type") && same(value, "application/json; charset=utf-8");
  }
  CHECK(json == 1);
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_response_header(missing, fields.header_count, &name, &value));
  CHECK(name.ptr == NULL && value.ptr == NULL);
  CHECK_OK(tillbook_response_free(missing));
  CHECK_STATUS(TILLBOOK_CLOSED, tillbook_response_free(missing));

  const tillbook_header nameless[] = {{nothing, text("application/json")}};
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  tillbook_response *response = NULL;
  request.path = text("/customers");
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.method = text("GET /");
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.method = text("GET");
  request.key = 3;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.key = 0;
  request.header_count = 1;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.headers = nameless;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.header_count = SIZE_MAX;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  CHECK(response == NULL);
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  tillbook_store *store = open_store(argv);
  tillbook_account *omise = open_account(store, TILLBOOK_PROVIDER_OMISE);
  requests(omise);
  CHECK_OK(tillbook_account_free(omise));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
