package tillbook

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unused are functions of the library that Go has no need of, and why.
var unused = map[string]string{
	"_retain$":               "records are copies",
	"^customers_copy$":       "customers_copy_many does the same for any number",
	"^customers_get_many$":   "customers_copy_many finds and copies",
	"^status_(name|meaning)": "generated.go has them",
}

// A function that is added to the library must be added here too.
func TestEveryFunctionIsUsed(t *testing.T) {
	exports := got(os.ReadFile("../../abi/exports.txt"))(t)
	var source strings.Builder
	files, _ := filepath.Glob("*.[gch]*")
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			source.Write(got(os.ReadFile(file))(t))
		}
	}
	all := source.String()
	for _, export := range strings.Fields(string(exports)) {
		used := regexp.MustCompile(`\b` + export + `\(`).MatchString(all)
		excused := false
		for pattern := range unused {
			excused = excused || regexp.MustCompile(pattern).MatchString(strings.TrimPrefix(export, "tillbook_"))
		}
		if used == excused {
			t.Errorf("%s: used %v, said to be of no use %v", export, used, excused)
		}
	}
}

// Every number of the header must be one here, under the same name.
func TestTheNumbersAreTheHeaders(t *testing.T) {
	header := got(os.ReadFile("../../include/tillbook.h"))(t)
	body := regexp.MustCompile(`(?s)enum tillbook_status \{(.*?)\};`).FindSubmatch(header)[1]
	found := regexp.MustCompile(`TILLBOOK_([A-Z_]+) = (\d+)`).FindAllSubmatch(body, -1)
	if len(found) < 25 {
		t.Fatalf("the header has %d statuses", len(found))
	}
	for _, one := range found {
		status := named[Status](t, strings.ToLower(string(one[1])))
		equal(t, status.Meaning() != "", true)
	}
}

// The library that is linked must be the one that the header describes.
func TestTheVersion(t *testing.T) {
	header := string(got(os.ReadFile("../../include/tillbook.h"))(t))
	equal(t, strings.Contains(header, `#define TILLBOOK_VERSION "`+Version()+`"`), true)
	equal(t, HasFeature(FeatureOmise) && HasFeature(FeatureTransfer), true)
	equal(t, HasFeature(Feature(9999)), false)
}
