package tillbook

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"
)

// Everything that a program can use must be explained.
func TestEverythingIsDocumented(t *testing.T) {
	tests := func(file fs.FileInfo) bool { return !strings.HasSuffix(file.Name(), "_test.go") }
	parsed := got(parser.ParseDir(token.NewFileSet(), ".", tests, parser.ParseComments))(t)["tillbook"]
	var files []*ast.File
	for _, file := range parsed.Files {
		files = append(files, file)
		for _, declared := range file.Decls {
			if group, is := declared.(*ast.GenDecl); is {
				documentedSpecs(t, group)
			}
		}
	}
	documented := func(name, text string) {
		if ast.IsExported(name[strings.LastIndex(name, ".")+1:]) && strings.TrimSpace(text) == "" {
			t.Errorf("%s has no comment", name)
		}
	}
	all := doc.New(parsed, "tillbook", 0)
	documented("tillbook.Package", all.Doc)
	for _, one := range all.Funcs {
		documented(one.Name, one.Doc)
	}
	for _, one := range all.Types {
		documented(one.Name, one.Doc)
		for _, method := range append(one.Methods, one.Funcs...) {
			documented(one.Name+"."+method.Name, method.Doc)
		}
	}
}

// documentedSpecs looks at constants, variables and the fields of structs.
func documentedSpecs(t *testing.T, group *ast.GenDecl) {
	for _, spec := range group.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			if spec.Names[0].IsExported() && spec.Doc == nil && (group.Doc == nil || len(group.Specs) > 1) {
				t.Errorf("%s has no comment", spec.Names[0])
			}
		case *ast.TypeSpec:
			fields, is := spec.Type.(*ast.StructType)
			if !is || !spec.Name.IsExported() {
				continue
			}
			for i, field := range fields.Fields.List {
				// A comment may stand above several lines.
				told := field.Doc != nil || i > 0 && fields.Fields.List[i-1].Doc != nil
				if len(field.Names) > 0 && field.Names[0].IsExported() && !told {
					t.Errorf("%s.%s has no comment", spec.Name, field.Names[0])
				}
			}
		}
	}
}
