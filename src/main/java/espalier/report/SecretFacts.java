package espalier.report;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Provision;
import espalier.Reference;
import espalier.SecretDeclaration;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.order.Decryption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which Secrets a cluster lives on, who has to provide them, and who reads them. */
final class SecretFacts {
    private final ObjectGraph graph;
    private final Map<String, Set<String>> readers = new LinkedHashMap<>();

    SecretFacts(ObjectGraph graph) {
        this.graph = graph;
        for (Edge edge : graph.edges()) {
            if (edge.target().identity().kind().equals("Secret")) {
                String key = edge.detail() == null ? "" : edge.detail();
                readers.computeIfAbsent(edge.target().identity() + "#" + key, secret -> new LinkedHashSet<>())
                        .add(edge.reader().kind() + " " + edge.reader().name());
            }
        }
        for (Node node : graph.cluster().node().subtree()) {
            node.declaredSecrets().forEach(this::noteWhatItIsMadeOf);
        }
        Identity key = Decryption.keyIn(graph);
        for (KubernetesObject secret : graph.ofKind("Secret")) {
            if (key != null && secret.isEncrypted()) {
                readers.computeIfAbsent(key + "#", any -> new LinkedHashSet<>()).add("Flux, to decrypt");
            }
        }
    }

    private void noteWhatItIsMadeOf(SecretDeclaration secret) {
        for (SecretDeclaration.Key key : secret.keys()) {
            if (key.recipe() instanceof SecretDeclaration.Composed composed) {
                for (Reference part : composed.text().references()) {
                    readers.computeIfAbsent(
                                    part.provision().identity() + "#" + part.detail(), any -> new LinkedHashSet<>())
                            .add("the bootstrap, for "
                                    + secret.provision().identity().name());
                }
            }
        }
    }

    /** A row a key: the Secret, the key, how it comes to be, and who reads it. */
    List<List<String>> rows() {
        var rows = new TreeMap<String, List<List<String>>>();
        var declared = new LinkedHashSet<String>();
        for (Node node : graph.cluster().node().subtree()) {
            for (SecretDeclaration secret : node.declaredSecrets()) {
                String name = secret.provision().identity().toString();
                declared.add(name);
                for (SecretDeclaration.Key key : secret.keys()) {
                    add(rows, name, key.name(), "bootstrap: " + key.recipe().describe());
                }
            }
        }
        for (Provision provision : graph.provisions()) {
            String name = provision.identity().toString();
            if (provision.identity().kind().equals("Secret") && !declared.contains(name)) {
                List<String> keys = provision.keys();
                for (String key : keys == null ? List.of("(not known)") : keys) {
                    add(rows, name, key, maker(provision));
                }
            }
        }
        for (KubernetesObject secret : graph.ofKind("Secret")) {
            List<String> keys = secret.keys();
            if (secret.isEncrypted() && keys != null) {
                keys.forEach(key -> add(rows, secret.toString(), key, "encrypted in git" + file(secret)));
            }
        }
        var all = new ArrayList<List<String>>();
        rows.values().forEach(all::addAll);
        return all;
    }

    private static String file(KubernetesObject secret) {
        Origin.Line line = secret.origin().inner();
        String file = line == null ? "" : line.file();
        return secret.verbatim() == null ? "" : ": " + Markdown.code(file.substring(file.lastIndexOf('/') + 1));
    }

    private static String maker(Provision provision) {
        var makers = new ArrayList<String>();
        for (KubernetesObject object : provision.provider().objects()) {
            makers.add("made from " + object.kind() + " " + Markdown.code(object.name()));
        }
        return makers.isEmpty() ? provision.provider().path() : String.join(", ", makers);
    }

    private void add(Map<String, List<List<String>>> rows, String secret, String key, String recipe) {
        String name = secret.substring(secret.indexOf(' ') + 1);
        var read = new LinkedHashSet<>(readers.getOrDefault(secret + "#" + key, Set.of()));
        read.addAll(readers.getOrDefault(secret + "#", Set.of()));
        rows.computeIfAbsent(secret, s -> new ArrayList<>())
                .add(List.of(
                        Markdown.code(name),
                        Markdown.code(key),
                        recipe,
                        read.isEmpty() ? "nobody in this cluster" : String.join(", ", read)));
    }
}
