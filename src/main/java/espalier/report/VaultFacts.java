package espalier.report;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.SecretDeclaration;
import espalier.graph.GoTemplate;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final Map<String, String> recipes = new HashMap<>();

    private record Row(String vault, String key, Set<String> is, Set<String> readers) {}

    private VaultFacts() {}

    /** A row a key: the vault, the key, what it has to be or which fields of it are read, and the Secrets that are made of it. */
    static List<List<String>> rows(ObjectGraph graph) {
        var facts = new VaultFacts();
        for (Node node : graph.cluster().node().subtree()) {
            node.withdrawnSecrets().forEach(facts::note);
        }
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
                    String.join("; ", row.is),
                    String.join(", ", row.readers)));
        }
        return rows;
    }

    /** What the app that wants the Secret says of each key, where that is a value of its own. */
    private void note(SecretDeclaration secret) {
        for (SecretDeclaration.Key key : secret.keys()) {
            if (!(key.recipe() instanceof SecretDeclaration.Composed)) {
                recipes.put(
                        secret.provision().identity() + " " + key.name(),
                        key.recipe().describe());
            }
        }
    }

    private void read(KubernetesObject secret, Mapping spec) {
        String vault = STORE.in(spec) instanceof Leaf name ? name.text() : "";
        var wanted = templated(spec);
        each(spec.sequence("data"), entry -> {
            wanted.remove(String.valueOf(entry.text("secretKey")));
            Mapping remote = entry.mapping("remoteRef");
            if (remote != null) {
                String property = remote.text("property");
                Set<String> is = property == null ? recipes(secret, spec, entry) : Set.of("has " + property);
                add(secret, vault, remote.text("key"), is);
            }
        });
        each(spec.sequence("dataFrom"), entry -> {
            Mapping remote = entry.mapping("extract");
            if (remote != null) {
                add(
                        secret,
                        vault,
                        remote.text("key"),
                        wanted.isEmpty() ? Set.of() : Set.of("has " + String.join(", ", wanted)));
            }
        });
    }

    /** What is said of the keys of {@code secret} that are nothing but what {@code entry} reads. */
    private Set<String> recipes(KubernetesObject secret, Mapping spec, Mapping entry) {
        var found = new LinkedHashSet<String>();
        String whole = "{{ ." + entry.text("secretKey") + " }}";
        if (TEMPLATES.in(spec) instanceof Mapping templates) {
            for (String key : templates.keys()) {
                String recipe = recipes.get("Secret " + secret.namespace() + "/" + secret.name() + " " + key);
                if (recipe != null && whole.equals(templates.text(key))) {
                    found.add(recipe);
                }
            }
        }
        return found;
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

    private void add(KubernetesObject secret, String vault, @Nullable String key, Set<String> is) {
        if (key == null) {
            return;
        }
        Row row = rows.computeIfAbsent(
                vault + " " + key, any -> new Row(vault, key, new LinkedHashSet<>(), new LinkedHashSet<>()));
        row.is.addAll(is);
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
