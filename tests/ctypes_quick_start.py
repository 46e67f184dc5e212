"""Any host can, with what it has: python3 ctypes_quick_start.py LIBRARY STORE"""
import ctypes as c, sys
lib = c.CDLL(sys.argv[1])

class Str(c.Structure):
    _fields_ = [("ptr", c.POINTER(c.c_char)), ("len", c.c_size_t)]

class Customer(c.Structure):  # as much of a new customer, or of a read one, as is needed here
    _fields_ = [("size", c.c_uint32), ("reserved", c.c_uint32), ("skip", c.c_void_p * 3), ("id", Str), ("email", Str)]

class Fields(c.Structure):
    _fields_ = [("size", c.c_uint32), ("tags", c.c_uint32), ("id", Str)]

def text(value): return Str(c.create_string_buffer(value.encode()), len(value.encode()))

def call(name, *arguments):
    if status := getattr(lib, "tillbook_" + name)(*arguments): sys.exit(f"{name}: status {status}")

store, account, customer, json = (c.c_void_p() for _ in range(4))
call("open", text(sys.argv[2]), None, c.byref(store), None)
call("account_open", store, 1, 1, c.byref(account), None)
ann = Customer(c.sizeof(Customer), 0, (None, None, None), Str(), text("ann@example.org"))
call("customers_create", account, c.byref(ann), c.byref(customer), None)
found, shown = Fields(c.sizeof(Fields)), Str()
call("customer_read", customer, c.byref(found))
call("customers_json", account, found.id, c.byref(json), None)
call("text_read", json, c.byref(shown))
print(shown.ptr[:shown.len].decode())
for name, handle in (("text_free", json), ("customer_free", customer), ("account_free", account)): call(name, handle)
call("close", store, None)
