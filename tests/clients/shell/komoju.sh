#!/usr/bin/env bash
# KOMOJU as its page shows it for curl: forms, and the key as the user's name.
set -euo pipefail

api=$TILLBOOK_URL/api/v1
sk_123456=$TILLBOOK_SECRET_KEY
pk_123456=$TILLBOOK_PUBLIC_KEY

# Runs a command of the page, quietly and with a time limit; its answer is in $body and its status in $status.
ask() {
    local answer
    answer=$("$@" --silent --show-error --max-time 20 --write-out '\n%{http_code}')
    body=${answer%$'\n'*} status=${answer##*$'\n'}
}

differs() {
    printf 'line %s: got\n%s\nwanted\n%s\n' "$1" "$status $body" "$2"
    exit 1
}

# Sees that the last answer has this status and that its text, ids and all, is this.
same() {
    [ "$status $body" = "$1" ] || differs "${BASH_LINENO[0]}" "$1"
}

# Sees that the last answer was refused with this status and code, and for this parameter if one is named.
refused() {
    [[ "$status $body" == "$1 {\"error\":{\"code\":\"$2\",\"message\":\""*"${3:+\"param\":\"$3\"\}\}}" ]] ||
        differs "${BASH_LINENO[0]}" "$*"
}

# The id that the last answer begins with.
id() {
    [[ $body =~ ^\{\"id\":\"([a-z0-9_]+)\" ]] || { echo "line ${BASH_LINENO[0]}: no id in $body"; exit 1; }
    echo "${BASH_REMATCH[1]}"
}

customer() {
    local object="{\"id\":\"$1\",\"resource\":\"customer\",\"email\":\"$2\",\"source\":$3,\"metadata\":$4"
    echo "$object,\"created_at\":\"2027-03-01T09:00:00Z\"}"
}

card() {
    echo "{\"type\":\"credit_card\",\"brand\":\"$1\",\"last_four_digits\":\"$2\",\"month\":$3,\"year\":$4}"
}

token() {
    ask curl -X POST "$api/tokens" \
      -u "$pk_123456": \
      -d "payment_details[type]=credit_card" \
      -d "payment_details[number]=$1" \
      -d "payment_details[month]=$2" \
      -d "payment_details[year]=$3" \
      -d "payment_details[verification_value]=123" \
      -d "payment_details[name]=Mei Tanaka"
    [ "$status" = 200 ] || { echo "no token: $body"; exit 1; }
    tok=$(id)
}

# Create, with a token.
ask curl -X GET "$api/customers" -u "$sk_123456":
same '200 {"resource":"list","total":0,"page":1,"per_page":10,"last_page":0,"data":[]}'
token 4111111111111111 01 31
[[ $tok =~ ^tok_[a-z0-9]{25}$ ]] || { echo "no token: $tok"; exit 1; }
ask curl -X POST "$api/customers" \
  -u "$sk_123456": \
  -d "email=test@example.com" \
  -d "metadata[order_id]=abcdefg" \
  -d "payment_details=$tok"
mei=$(id)
[[ $mei =~ ^[a-z0-9]{25}$ ]] || { echo "no id: $mei"; exit 1; }
visa=$(card visa 1111 1 2031)
same "200 $(customer "$mei" test@example.com "$visa" '{"order_id":"abcdefg"}')"
ask curl -X GET "$api/customers/$mei" -u "$sk_123456":
same "200 $(customer "$mei" test@example.com "$visa" '{"order_id":"abcdefg"}')"

# A token works once, and not for long.
ask curl -X POST "$api/customers" -u "$sk_123456": -d "payment_details=$tok"
refused 422 invalid_token payment_details

# Update: another source takes the place of the first.
token 5555555555554444 5 2032
ask curl -X PATCH "$api/customers/$mei" \
  -u "$sk_123456": \
  -d "payment_details=$tok"
master=$(card master 4444 5 2032)
same "200 $(customer "$mei" test@example.com "$master" '{"order_id":"abcdefg"}')"
ask curl -X PATCH "$api/customers/$mei" -u "$sk_123456": -d "email=mei@example.com" -d "metadata[tier]=gold"
same "200 $(customer "$mei" mei@example.com "$master" '{"tier":"gold"}')"

# What is refused changes nothing.
ask curl -X POST "$api/customers" -u "$sk_123456": -d "email=test@example.com"
same '422 {"error":{"code":"missing_parameter","message":"A required parameter (payment_details) is missing","param":"payment_details"}}'
ask curl -X PATCH "$api/customers/$mei" -u "$sk_123456": -d "email=nobody"
refused 422 invalid_parameter email
ask curl -X POST "$api/customers" -u "$sk_123456": -d "payment_details[type]=credit_card" \
  -d "payment_details[number]=4111111111111112" -d "payment_details[month]=1" -d "payment_details[year]=2031"
refused 422 invalid_number payment_details
ask curl -X GET "$api/customers" -u "sk_nobody":
refused 401 unauthorized
ask curl -X GET "$api/customers" -u "$pk_123456":
refused 403 forbidden
ask curl -X GET "$api/customers/a790tjviahrpcsz561912k7az" -u "$sk_123456":
refused 404 not_found
ask curl -X GET "$api/customers/$mei" -u "$sk_123456":
same "200 $(customer "$mei" mei@example.com "$master" '{"tier":"gold"}')"

# The same request again under its idempotency key makes nothing twice; another one under it is a conflict.
token 4111111111111111 1 2031
again=(curl -X POST "$api/customers" -u "$sk_123456": -H "X-KOMOJU-IDEMPOTENCY: once" -d "payment_details=$tok")
ask "${again[@]}"
first="$status $body"
ask "${again[@]}"
same "$first"
ask "${again[@]}" -d "email=other@example.com"
refused 422 unprocessable_entity

# A list of three pages, newest first.
for number in {3..25}; do
    ask curl -X POST "$api/customers" -u "$sk_123456": -d "email=guest$number@example.com" \
      -d "payment_details[type]=credit_card" -d "payment_details[number]=4111111111111111" \
      -d "payment_details[month]=12" -d "payment_details[year]=2031"
    [ "$status" = 200 ] || { echo "guest $number: $body"; exit 1; }
done
seen=()
for page in 1 2 3 4; do
    ask curl -X GET "$api/customers?page=$page&per_page=10" -u "$sk_123456":
    [[ "$status $body" == "200 {\"resource\":\"list\",\"total\":25,\"page\":$page,\"per_page\":10,\"last_page\":3,\"data\":["* ]] ||
        { echo "page $page: $body"; exit 1; }
    while [[ $body =~ \"email\":(null|\"[^\"]*\") ]]; do
        seen+=("${BASH_REMATCH[1]//\"/}")
        body=${body#*"${BASH_REMATCH[0]}"}
    done
done
[ "${seen[*]}" = "$(for number in {25..3}; do printf 'guest%s@example.com ' "$number"; done)null mei@example.com" ] ||
    { echo "the pages hold ${seen[*]}"; exit 1; }
ask curl -X GET "$api/customers?expiration=0532" -u "$sk_123456":
same "200 {\"resource\":\"list\",\"total\":1,\"page\":1,\"per_page\":10,\"last_page\":1,\"data\":[$(customer "$mei" mei@example.com "$master" '{"tier":"gold"}')]}"

# A token that was not used dies after a day.
token 4111111111111111 1 2031
ask curl -X POST "$TILLBOOK_URL/_tillbook/clock" -u "$sk_123456": -d '{"now":"2027-03-02T10:00:00Z"}' \
  -H 'Content-Type: application/json'
[ "$status" = 200 ] || { echo "the clock stands: $body"; exit 1; }
ask curl -X PATCH "$api/customers/$mei" -u "$sk_123456": -d "payment_details=$tok"
refused 422 invalid_token payment_details

# Destroy.
ask curl -X DELETE "$api/customers/$mei" \
  -u "$sk_123456":
same "200 $(customer "$mei" mei@example.com null '{"tier":"gold"}')"
for method in GET PATCH DELETE; do
    ask curl -X "$method" "$api/customers/$mei" -u "$sk_123456":
    refused 404 not_found
done
ask curl -X GET "$api/customers?per_page=1&page=24" -u "$sk_123456":
[[ $body == *'"total":24,"page":24,"per_page":1,"last_page":24,'* ]] || { echo "$body"; exit 1; }
