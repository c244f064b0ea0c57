package espalier.sealed;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Origin;
import espalier.Resource;
import espalier.rules.Encryption;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** A sealed file as an object of a cluster. What is wrong with it is a finding. */
final class SealedFile {
    private static final String FOLDER = "src/main/resources/";

    private final Node node;
    private final Resource resource;
    private final SealedDocument document;
    private final Origin origin;

    SealedFile(Node node, Resource resource) {
        this.node = node;
        this.resource = resource;
        this.document = SealedDocument.of(node.text(resource));
        this.origin = node.origin().inFile(FOLDER + resource.path(), 1);
    }

    boolean isReadable() {
        return document.obstacle().isEmpty();
    }

    /** The keys of the Secret that it becomes. */
    List<String> keys() {
        var keys = new ArrayList<String>(document.sealed());
        Mapping data = document.template().mapping("data");
        if (data != null) {
            keys.addAll(data.keys());
        }
        return keys;
    }

    /** The Secret that it becomes. */
    Identity secret() {
        return Identity.of("", "Secret", place(), document.name());
    }

    /** What is sealed for all of a cluster is made wherever it is read. */
    private String place() {
        return document.scope() == SealingScope.CLUSTER_WIDE ? node.namespace().text() : document.namespace();
    }

    /** Makes it an object of the node. */
    void add() {
        if (!isReadable()) {
            if (!document.text().isEmpty()) { // a file that is missing is told already
                tellUnreadable();
            }
            node.markIncomplete();
            return;
        }
        String own = node.namespace().text();
        if (!place().equals(own)) {
            wrong(
                    "it is sealed for the namespace " + place() + ", and " + node.path() + " stands in " + own
                            + ", where the controller could not open it",
                    "make it in the namespace " + place() + ", with in(…); or seal it anew: "
                            + commands(Identity.of("", "Secret", own, document.name()), document.sealed()));
        }
        write(document.body());
    }

    private void write(Mapping body) {
        String own = node.namespace().text();
        boolean moves = document.scope() == SealingScope.CLUSTER_WIDE
                && !own.equals(body.child("metadata").text("namespace"));
        if (moves) {
            body.child("metadata").put("namespace", own);
            Mapping template = body.child("spec").mapping("template");
            Mapping made = template == null ? null : template.mapping("metadata");
            if (made != null && made.has("namespace")) {
                made.put("namespace", own);
            }
        }
        KubernetesObject object = node.add(body, origin);
        if (!moves) {
            object.writeAs(document.text());
        }
    }

    /** Says that the file for {@code secret}, of which nothing is declared, is not there. */
    static void tellNeverSealed(Node node, Identity secret) {
        node.markIncomplete();
        // Which files others read is known when all are made.
        node.write(() -> reportNeverSealed(node, secret));
    }

    private static void reportNeverSealed(Node node, Identity secret) {
        if (node.cluster().node().holdsTwins()) {
            return; // as with what is declared
        }
        Resource former = FormerFile.of(node, secret, List.of());
        String command = "run `" + command(node, secret, "KEY…") + "`, with the keys that are read of it";
        node.findings()
                .report(
                        Encryption.NOT_SEALED,
                        node,
                        node.origin(),
                        Unsealed.tried(node, secret) + "there is no such file"
                                + (former == null ? "" : ". " + Unsealed.bound(former)),
                        former == null ? command : Unsealed.instead(former, command));
    }

    /** Makes the Secret that is {@code wanted} an object of {@code node}, of the file where it is to be. */
    static void addDeclared(Node node, Resource resource, Wanted wanted) {
        if (!node.has(resource)) {
            markMissing(node);
            new Unsealed(node, wanted, List.of()).tellNoFile(declared(node));
            return;
        }
        var file = new SealedFile(node, resource);
        if (!file.isReadable()) {
            file.tellUnreadable();
            node.markIncomplete();
            return;
        }
        file.addDeclared(wanted);
    }

    private void addDeclared(Wanted wanted) {
        Identity sealed = secret();
        if (!sealed.equals(wanted.identity())) {
            wrong(
                    "it is sealed for " + sealed.namespace() + "/" + sealed.name(),
                    "delete the file, and " + new Unsealed(node, wanted, List.of()).commands());
            node.markIncomplete();
            return;
        }
        Mapping body = document.body();
        Mapping template = wanted.in(document.template());
        var unsealed = new Unsealed(node, wanted, document.sealed());
        // Who seals what is missing writes the template anew as well.
        if (unsealed.isNothing() && !template.equals(document.template())) {
            report(
                    Encryption.SEALED_TEMPLATE,
                    "what stands there beside its values is not what is declared of it",
                    "run `" + command(node, wanted.identity(), "") + "`, which asks for no value, and synth again");
        }
        body.child("spec").put("template", template); // says the same, and refers to what it is made of
        write(body);
        if (!unsealed.isNothing()) {
            markMissing(node);
            unsealed.tellKeys(declared(node));
        }
    }

    /** What declares the Secret. */
    private static Node declared(Node node) {
        Node parent = node.parent();
        return parent == null ? node : parent;
    }

    private static void markMissing(Node node) {
        node.markIncomplete();
        declared(node).markIncomplete();
    }

    private void tellUnreadable() {
        if (document.isInClear()) {
            report(
                    Encryption.NOT_ENCRYPTED,
                    document.obstacle(),
                    "seal its values with `espalier seal --cluster "
                            + node.cluster().name() + " --namespace "
                            + node.namespace().text()
                            + " NAME KEY…`, and change those that were ever committed in clear");
        } else {
            wrong(document.obstacle(), "seal it anew with `espalier seal`");
        }
    }

    private void wrong(String found, String fix) {
        report(Encryption.SEALED_FILE, found, fix);
    }

    private void report(Rule rule, String found, String fix) {
        node.markBroken();
        node.findings()
                .report(rule, node, origin, "Tried to take the Secret from " + resource.path() + ", but " + found, fix);
    }

    private String commands(Identity secret, List<String> keys) {
        return "`" + command(node, secret, String.join(" ", keys)) + "`";
    }

    /** What seals {@code keys} of {@code secret}; where there are none, only what stands beside them is written anew. */
    static String command(Node node, Identity secret, String keys) {
        return "espalier seal --cluster " + node.cluster().name() + " --namespace " + secret.namespace() + " "
                + secret.name() + (keys.isEmpty() ? "" : " " + keys);
    }
}
