package espalier.report;

import espalier.KubernetesObject;
import espalier.graph.GoTemplate;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What vaults must hold for the cluster's external Secrets to be made, and for which of them. */
final class VaultFacts {
    private static final FieldPath TEMPLATES = FieldPath.of("target", "template", "data");
    private static final FieldPath STORE = FieldPath.of("secretStoreRef", "name");

    private final Map<String, Row> rows = new TreeMap<>();

    private record Row(String vault, String key, Set<String> fields, Set<String> readers) {}

    private VaultFacts() {}

    /** A row a key: the vault, the key, the fields that are read of it, and the Secrets that are made of it. */
    static List<List<String>> rows(ObjectGraph graph) {
        var facts = new VaultFacts();
        for (KubernetesObject secret : graph.ofKind("ExternalSecret")) {
            if (secret.body().get("spec") instanceof Mapping spec) {
                facts.read(secret, spec);
            }
        }
        var rows = new ArrayList<List<String>>();
        for (Row row : facts.rows.values()) {
            rows.add(List.of(
                    Markdown.code(row.vault),
                    Markdown.code(row.key),
                    String.join(", ", row.fields),
                    String.join(", ", row.readers)));
        }
        return rows;
    }

    private void read(KubernetesObject secret, Mapping spec) {
        String vault = STORE.in(spec) instanceof Leaf name ? name.text() : "";
        var wanted = templated(spec);
        each(spec.sequence("data"), entry -> {
            wanted.remove(String.valueOf(entry.text("secretKey")));
            Mapping remote = entry.mapping("remoteRef");
            if (remote != null) {
                String property = remote.text("property");
                add(secret, vault, remote.text("key"), property == null ? Set.of() : Set.of(property));
            }
        });
        each(spec.sequence("dataFrom"), entry -> {
            Mapping remote = entry.mapping("extract");
            if (remote != null) {
                add(secret, vault, remote.text("key"), wanted);
            }
        });
    }

    private static Set<String> templated(Mapping spec) {
        var wanted = new LinkedHashSet<String>();
        if (TEMPLATES.in(spec) instanceof Mapping templates) {
            for (String key : templates.keys()) {
                if (templates.get(key) instanceof Leaf template) {
                    wanted.addAll(GoTemplate.readBy(template.text()));
                }
            }
        }
        return wanted;
    }

    private void add(KubernetesObject secret, String vault, @Nullable String key, Set<String> fields) {
        if (key == null) {
            return;
        }
        Row row = rows.computeIfAbsent(
                vault + " " + key, any -> new Row(vault, key, new LinkedHashSet<>(), new LinkedHashSet<>()));
        row.fields.addAll(fields);
        row.readers.add(Markdown.code(secret.namespace() + "/" + secret.name()));
    }

    private static void each(@Nullable Sequence list, Consumer<Mapping> reader) {
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Mapping mapping) {
                    reader.accept(mapping);
                }
            }
        }
    }
}
