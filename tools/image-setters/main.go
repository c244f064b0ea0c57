// Edits YAML as Flux's image automation does: through kyaml, which reads whole files and writes them anew.
//
//	image-setters DIRECTORY        reads lines "NAMESPACE:POLICY IMAGE TAG [DIGEST]" from standard input, writes what
//	                               they choose wherever a marker names them, and prints the files that it wrote
//	image-setters --all DIRECTORY  writes every file that has a marker as it was read, and prints those files
//
// kyaml no longer brings setters, so the walk over values is this program's own; finding the markers (fieldmeta), reading
// and writing are kyaml's, in the version that the controller has.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/fieldmeta"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/kio/kioutil"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const marker = "$imagepolicy"

func main() {
	arguments := os.Args[1:]
	all := len(arguments) > 0 && arguments[0] == "--all"
	if all {
		arguments = arguments[1:]
	}
	if len(arguments) != 1 {
		fail(fmt.Errorf("usage: image-setters [--all] DIRECTORY"))
	}
	fieldmeta.SetShortHandRef(marker)
	openapi.SuppressBuiltInSchemaUse()
	values := map[string]string{}
	if !all {
		values = choices()
	}
	written, err := edit(arguments[0], values, all)
	if err != nil {
		fail(err)
	}
	sort.Strings(written)
	for _, path := range written {
		fmt.Println(path)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "image-setters:", err)
	os.Exit(1)
}

// choices gives what stands behind each marker from now on.
func choices() map[string]string {
	values := map[string]string{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 3 {
			continue
		}
		whole, digest := words[1]+":"+words[2], ""
		if len(words) > 3 {
			digest = words[3]
			whole += "@" + digest
		}
		values[words[0]] = whole
		values[words[0]+":name"] = words[1]
		values[words[0]+":tag"] = words[2]
		values[words[0]+":digest"] = digest
	}
	return values
}

// edit writes the files below root of which a value changes, or all that have a marker.
func edit(root string, values map[string]string, all bool) ([]string, error) {
	definitions := spec.Definitions{}
	for name, value := range values {
		setter := spec.StringProperty()
		setter.Default = value
		definitions[fieldmeta.SetterDefinitionPrefix+name] = *setter
	}
	setters := &spec.Schema{SchemaProps: spec.SchemaProps{Definitions: definitions}}
	var written []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		end := filepath.Ext(path)
		if end != ".yaml" && end != ".yml" && entry.Name() != "Kustomization" {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(content, []byte(`"`+marker+`"`)) {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		reader := kio.ByteReader{
			Reader:            bytes.NewReader(content),
			SetAnnotations:    map[string]string{kioutil.PathAnnotation: relative},
			PreserveSeqIndent: true,
		}
		nodes, err := reader.Read()
		if err != nil {
			fmt.Fprintf(os.Stderr, "image-setters: passed over %s: %v\n", relative, err)
			return nil
		}
		changed := all
		for _, node := range nodes {
			moved, err := set(node, setters)
			if err != nil {
				return err
			}
			changed = changed || moved
		}
		if !changed {
			return nil
		}
		written = append(written, relative)
		return kio.LocalPackageWriter{PackagePath: root}.Write(nodes)
	})
	return written, err
}

// set puts in what is chosen for the values in node that have a marker, and says whether one became another.
func set(node *yaml.RNode, setters *spec.Schema) (bool, error) {
	changed := false
	var err error
	switch node.YNode().Kind {
	case yaml.MappingNode:
		err = node.VisitFields(func(field *yaml.MapNode) error {
			moved, err := set(field.Value, setters)
			changed = changed || moved
			return err
		})
	case yaml.SequenceNode:
		err = node.VisitElements(func(item *yaml.RNode) error {
			moved, err := set(item, setters)
			changed = changed || moved
			return err
		})
	case yaml.ScalarNode:
		meta := fieldmeta.FieldMeta{SettersSchema: setters}
		if meta.Read(node) != nil || meta.Schema.Ref.String() == "" {
			return false, nil
		}
		setter, resolved := openapi.Resolve(&meta.Schema.Ref, setters)
		if resolved != nil || setter == nil {
			return false, nil
		}
		value, _ := setter.Default.(string)
		changed = node.YNode().Value != value
		node.YNode().Value = value
		yaml.FormatNonStringStyle(node.YNode(), *setter)
	}
	return changed, err
}
