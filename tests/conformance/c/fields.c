#include "fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "values.h"

static const number removable[] = {
    {"description", TILLBOOK_REMOVE_DESCRIPTION},
    {"email", TILLBOOK_REMOVE_EMAIL},
    {"name", TILLBOOK_REMOVE_NAME},
    {"phone", TILLBOOK_REMOVE_PHONE},
    {"merchant_customer_id", TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID},
    {"barcode", TILLBOOK_REMOVE_BARCODE},
    {"notes", TILLBOOK_REMOVE_NOTES},
    {"company", TILLBOOK_REMOVE_COMPANY},
    {"tags", TILLBOOK_REMOVE_TAGS},
    {"address_line1", TILLBOOK_REMOVE_ADDRESS_LINE1},
    {"address_line2", TILLBOOK_REMOVE_ADDRESS_LINE2},
    {"address_city", TILLBOOK_REMOVE_ADDRESS_CITY},
    {"address_state", TILLBOOK_REMOVE_ADDRESS_STATE},
    {"address_postal_code", TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE},
    {"address_country", TILLBOOK_REMOVE_ADDRESS_COUNTRY},
    {NULL, 0},
};

int32_t number_of(const number *group, const json_t *name) {
  for (; group->name != NULL; group++) {
    if (json_is_string(name) && strcmp(group->name, json_string_value(name)) == 0) {
      return group->value;
    }
  }
  stop("nothing of its group is called %s", as_json(name));
}

static json_t *name_of(const number *group, int32_t value) {
  for (; group->name != NULL; group++) {
    if (group->value == value) {
      return json_string(group->name);
    }
  }
  stop("%d has no name in its group", value);
}

json_t *shown_date(tillbook_date date) {
  char text[48];
  sprintf(text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return json_string(text);
}

tillbook_date date_of(const json_t *text) {
  tillbook_date date = {0, 0, 0};
  char more;
  const char *read = json_is_string(text) ? json_string_value(text) : "";
  if (sscanf(read, "%d-%d-%d%c", &date.year, &date.month, &date.day, &more) != 3) {
    stop("this is no date: %s", as_json(text));
  }
  return date;
}

const tillbook_str *texts_of(const json_t *array, size_t *count) {
  *count = json_array_size(array);
  if (!json_is_array(array)) {
    stop("this is no array of texts: %s", as_json(array));
  }
  tillbook_str *texts = kept((*count + 1) * sizeof(tillbook_str));
  for (size_t i = 0; i < *count; i++) {
    texts[i] = lent_text(json_array_get(array, i));
  }
  return texts;
}

/* ---- out of structs ---- */

static json_t *shown_bits(uint32_t bits, const number *group) {
  json_t *shown = json_array();
  for (int32_t bit = 0; bit < 32; bit++) {
    if ((bits & 1u << bit) != 0) {
      json_array_append_new(shown, group == NULL ? json_integer(bit) : name_of(group, bit));
    }
  }
  return shown;
}

/* Reads a T where a field lies. */
#define AT(T) (*(const T *)(const void *)at)

static json_t *shown_number(const char *at, const field *field) {
  return AT(int32_t) == 0 ? NULL : name_of(field->group, AT(int32_t));
}

/* A field as JSON; NULL where it is absent. */
static json_t *shown_field(const char *at, const field *field) {
  switch (field->kind) {
    case KIND_TEXT:
      return AT(tillbook_str).ptr == NULL ? NULL : shown_text(AT(tillbook_str));
    case KIND_JSON:
      return AT(tillbook_str).ptr == NULL ? NULL : shown_json(AT(tillbook_str));
    case KIND_TIME:
      return AT(int64_t) == TILLBOOK_NEVER ? NULL : json_integer(AT(int64_t));
    case KIND_INT32:
      return json_integer(AT(int32_t));
    case KIND_UINT32:
      return json_integer(AT(uint32_t));
    case KIND_INT64:
      return json_integer(AT(int64_t));
    case KIND_UINT64:
      return json_integer((json_int_t)AT(uint64_t));
    case KIND_FLAG:
      return json_boolean(AT(int32_t) == 1);
    case KIND_NUMBER:
      return shown_number(at, field);
    case KIND_BITS:
      return AT(uint32_t) == 0 ? NULL : shown_bits(AT(uint32_t), field->group);
    case KIND_DATE:
      return AT(tillbook_date).year == 0 ? NULL : shown_date(AT(tillbook_date));
    case KIND_NESTED: {
      json_t *shown = shown_fields(at, field->nested);
      if (json_object_size(shown) != 0) {
        return shown;
      }
      json_decref(shown);
      return NULL;
    }
    default:
      stop("%s is given and never shown", field->name);
  }
}

json_t *shown_fields(const void *from, const field *fields) {
  json_t *shown = json_object();
  for (; fields->name != NULL; fields++) {
    json_t *value = shown_field((const char *)from + fields->offset, fields);
    if (value != NULL) {
      json_object_set_new(shown, fields->name, value);
    }
  }
  return shown;
}

/* ---- into structs ---- */

static json_int_t integer_in(const json_t *value, json_int_t least, json_int_t most) {
  if (!json_is_integer(value) || json_integer_value(value) < least || json_integer_value(value) > most) {
    stop("this is no number in range: %s", as_json(value));
  }
  return json_integer_value(value);
}

static int32_t flag_of(const json_t *value) {
  if (!json_is_boolean(value)) {
    stop("this is neither true nor false: %s", as_json(value));
  }
  return json_is_true(value);
}

static uint32_t bits_of(const json_t *array, const number *group) {
  uint32_t bits = 0;
  for (size_t i = 0; i < json_array_size(array); i++) {
    const json_t *value = json_array_get(array, i);
    bits |= 1u << (group == NULL ? (int32_t)integer_in(value, 0, 31) : number_of(group, value));
  }
  return bits;
}

static uint32_t removed(const json_t *array) {
  uint32_t bits = 0;
  for (size_t i = 0; i < json_array_size(array); i++) {
    bits |= (uint32_t)number_of(removable, json_array_get(array, i));
  }
  return bits;
}

static tillbook_card_details *details_of(const json_t *object) {
  tillbook_card_details *details = kept(sizeof *details);
  *details = (tillbook_card_details)TILLBOOK_CARD_DETAILS_INIT;
  fill_fields(details, card_details, object);
  return details;
}

/* Writes a T where a field lies. */
#define PUT(T, value) (*(T *)(void *)at = (value))

static void fill_field(char *at, char *whole, const field *field, const json_t *value) {
  switch (field->kind) {
    case KIND_TEXT:
      PUT(tillbook_str, lent_text(value));
      break;
    case KIND_JSON:
      PUT(tillbook_str, lent_json(value));
      break;
    case KIND_TIME:
    case KIND_INT64:
      PUT(int64_t, integer_in(value, INT64_MIN, INT64_MAX));
      break;
    case KIND_INT32:
      PUT(int32_t, (int32_t)integer_in(value, INT32_MIN, INT32_MAX));
      break;
    case KIND_UINT32:
      PUT(uint32_t, (uint32_t)integer_in(value, 0, UINT32_MAX));
      break;
    case KIND_UINT64:
      PUT(uint64_t, (uint64_t)integer_in(value, 0, INT64_MAX));
      break;
    case KIND_FLAG:
      PUT(int32_t, flag_of(value));
      break;
    case KIND_NUMBER:
      PUT(int32_t, number_of(field->group, value));
      break;
    case KIND_BITS:
      PUT(uint32_t, bits_of(value, field->group));
      break;
    case KIND_DATE:
      PUT(tillbook_date, date_of(value));
      break;
    case KIND_NESTED:
      fill_fields(at, field->nested, value);
      break;
    case KIND_DETAILS:
      PUT(const tillbook_card_details *, details_of(value));
      break;
    case KIND_TEXTS:
      PUT(const tillbook_str *, texts_of(value, (size_t *)(void *)(whole + field->count)));
      break;
    case KIND_REMOVE:
      PUT(uint32_t, removed(value));
      break;
  }
}

void fill_fields(void *into, const field *fields, const json_t *object) {
  if (!json_is_object(object)) {
    stop("this is no object: %s", as_json(object));
  }
  for (void *i = json_object_iter((json_t *)object); i != NULL; i = json_object_iter_next((json_t *)object, i)) {
    const field *known = fields;
    while (known->name != NULL && strcmp(known->name, json_object_iter_key(i)) != 0) {
      known++;
    }
    if (known->name == NULL) {
      stop("a member that nobody knows: %s", json_object_iter_key(i));
    }
    fill_field((char *)into + known->offset, into, known, json_object_iter_value(i));
  }
}
