package tillbook

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The README's first program must be built and do what the README says.
func TestTheReadme(t *testing.T) {
	readme := string(got(os.ReadFile("README.md"))(t))
	_, rest, _ := strings.Cut(readme, "```go\n")
	program, rest, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("README.md holds no program")
	}
	_, rest, _ = strings.Cut(rest, "It prints `")
	printed, _, _ := strings.Cut(rest, "`")
	here, folder := got(filepath.Abs("."))(t), t.TempDir()
	const module = "github.com/tillbook/tillbook/bindings/go"
	gomod := "module first\n\ngo 1.21\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + here + "\n"
	must(t, os.WriteFile(filepath.Join(folder, "go.mod"), []byte(gomod), 0o600))
	must(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte(program), 0o600))
	run := exec.Command("go", "run", "-tags", tags, ".")
	run.Dir = folder
	output, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	equal(t, strings.TrimSpace(string(output)), printed)
}
