package tillbook

import (
	"encoding/json"
	"fmt"
	"regexp"
)

var variable = regexp.MustCompile(`\$\{([^}]*)\}`)

// fill puts the values of variables into what a line gives, which keeps its order.
func (r *till) fill(text json.RawMessage) json.RawMessage {
	return variable.ReplaceAllFunc(text, func(found []byte) []byte {
		value, known := r.variables[string(found[2:len(found)-1])]
		if !known {
			r.t.Fatalf("nothing was called %s before this line", found)
		}
		quoted, _ := json.Marshal(value)
		return quoted[1 : len(quoted)-1]
	})
}

// fits compares what came with what was expected, once variables without a value have taken what came.
func (r *till) fits(expected json.RawMessage, came any, loose bool) bool {
	text, err := json.Marshal(came)
	must(r.t, err)
	wanted, found := r.parse(expected), r.parse(text)
	if loose {
		wanted, found = withoutEmpty(wanted), withoutEmpty(found)
	}
	r.name(wanted, found)
	if complaint := r.differs(wanted, found, "answer"); complaint != "" {
		r.t.Errorf("%s\nexpected: %s\n    came: %s", complaint, expected, text)
		return false
	}
	return true
}

func withoutEmpty(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = withoutEmpty(value[i])
		}
	case map[string]any:
		for name, member := range value {
			if member = withoutEmpty(member); member == "" {
				delete(value, name)
			}
		}
	}
	return value
}

// name gives variables that have no value the texts that came in their places.
func (r *till) name(expected, came any) {
	switch expected := expected.(type) {
	case string:
		found := variable.FindStringSubmatch(expected)
		if text, is := came.(string); is && found != nil && found[0] == expected && found[1] != "_" {
			if _, known := r.variables[found[1]]; !known {
				r.variables[found[1]] = text
			}
		}
	case []any:
		items, _ := came.([]any)
		for i := 0; i < min(len(expected), len(items)); i++ {
			r.name(expected[i], items[i])
		}
	case map[string]any:
		members, _ := came.(map[string]any)
		for name, value := range expected {
			r.name(value, members[name])
		}
	}
}

// differs says where two values differ; nothing where they do not.
func (r *till) differs(expected, came any, at string) string {
	switch expected := expected.(type) {
	case string:
		text, is := came.(string)
		if expected == "${_}" || is && r.filled(expected) == text {
			return ""
		}
	case json.Number:
		number, is := came.(json.Number)
		if is && same(expected, number) {
			return ""
		}
	case []any:
		return r.itemsDiffer(expected, came, at)
	case map[string]any:
		return r.membersDiffer(expected, came, at)
	default:
		if expected == came {
			return ""
		}
	}
	return "differs at " + at
}

func same(one, other json.Number) bool {
	first, err := one.Float64()
	second, otherErr := other.Float64()
	return one == other || err == nil && otherErr == nil && first == second
}

func (r *till) itemsDiffer(expected []any, came any, at string) string {
	items, is := came.([]any)
	if !is || len(items) != len(expected) {
		return fmt.Sprintf("has another length at %s", at)
	}
	for i := range expected {
		if complaint := r.differs(expected[i], items[i], fmt.Sprintf("%s[%d]", at, i)); complaint != "" {
			return complaint
		}
	}
	return ""
}

func (r *till) membersDiffer(expected map[string]any, came any, at string) string {
	members, is := came.(map[string]any)
	if !is {
		return "is no object: " + at
	}
	for name := range members {
		if _, wanted := expected[name]; !wanted {
			return "has a member that was not expected: " + at + "." + name
		}
	}
	for name, value := range expected {
		member, there := members[name]
		if !there {
			return "lacks " + at + "." + name
		}
		if complaint := r.differs(value, member, at+"."+name); complaint != "" {
			return complaint
		}
	}
	return ""
}

func (r *till) filled(text string) string {
	return variable.ReplaceAllStringFunc(text, func(found string) string {
		value, known := r.variables[found[2:len(found)-1]]
		if !known {
			r.t.Fatalf("nothing was called %s before this line", found)
		}
		return value
	})
}
