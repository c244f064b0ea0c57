package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a Kustomization is not ready. */
final class KustomizationAnalysis {
    private static final Pattern VARIABLE = Pattern.compile("variable not set \\(strict mode\\): \"?([^\"\\s]+)\"?");
    private static final Pattern SUBSTITUTE = Pattern.compile("substitute from '(\\w+)/([\\w.-]+)'");
    private static final Pattern NOT_FOUND =
            Pattern.compile("(secret|configmap)s? \"([\\w./-]+)\" not found", Pattern.CASE_INSENSITIVE);

    private KustomizationAnalysis() {}

    static Ailment of(Mapping kustomization, Snapshot snapshot) {
        Id id = Id.of(kustomization);
        Mapping ready = Fields.condition(kustomization, "Ready");
        String reason = Fields.text(ready, "reason");
        String message = Fields.text(ready, "message");
        if (message.startsWith("kustomization path not found")) {
            return Ailment.of(path(id, kustomization, message));
        }
        return switch (reason) {
            case "DependencyNotReady" -> {
                Ailment above = Dependencies.of(kustomization, snapshot);
                yield above.isNone() ? source(id, kustomization, snapshot) : above;
            }
            case "BuildFailed" -> Ailment.of(build(id, kustomization, message));
            case "ReconciliationFailed", "PruneFailed" -> {
                Cause known = Failure.of(kustomization, message);
                yield known == null ? Ailment.NONE : Ailment.of(known);
            }
            case "HealthCheckFailed", "Progressing", "ProgressingWithRetry" -> {
                Ailment members = Members.of(kustomization, message, snapshot);
                yield members.isNone() ? source(id, kustomization, snapshot) : members;
            }
            default -> source(id, kustomization, snapshot);
        };
    }

    private static Ailment source(Id id, Mapping kustomization, Snapshot snapshot) {
        Id source = Id.of(Fields.mapping(kustomization, "spec", "sourceRef"), "GitRepository", id.namespace());
        return source == null ? Ailment.NONE : SourceAnalysis.of(source, snapshot, List.of(id));
    }

    private static Cause path(Id id, Mapping kustomization, String message) {
        String path = Fields.text(kustomization, "spec", "path");
        String plain = path.startsWith("./") ? path.substring(2) : path;
        return Cause.of(
                "path-missing",
                id,
                "its path " + path + " is not in the source at the revision that was fetched",
                message,
                "git ls-tree -d HEAD " + plain);
    }

    private static Cause build(Id id, Mapping kustomization, String message) {
        Matcher variable = VARIABLE.matcher(message);
        if (variable.find()) {
            String from = sources(kustomization);
            return Cause.of(
                    "variable-missing",
                    id,
                    "the variable " + variable.group(1) + " is used in its files, but nothing sets it"
                            + (from.isEmpty() ? "" : ": not its substitute, and none of " + from),
                    message,
                    "git grep -n '\\${" + variable.group(1) + "' -- " + Fields.text(kustomization, "spec", "path"));
        }
        Matcher notFound = NOT_FOUND.matcher(message);
        String decryptionSecret = Fields.text(kustomization, "spec", "decryption", "secretRef", "name");
        boolean absent = notFound.find() && notFound.group(2).endsWith(decryptionSecret) && !decryptionSecret.isEmpty();
        if (absent || message.contains("SOPS") || message.contains("decrypt")) {
            return Cause.of(
                    "decryption-key",
                    id,
                    absent
                            ? "the Secret " + decryptionSecret + " with the key for SOPS is not there"
                            : message.contains("configuring decryption is required")
                                    ? "a file is encrypted with SOPS, but its Kustomization says no key"
                                    : "no key of the Secret " + decryptionSecret + " opens what SOPS encrypted",
                    message,
                    Commands.kubectl(id, "get secret " + (decryptionSecret.isEmpty() ? "sops-age" : decryptionSecret)));
        }
        Matcher substitute = SUBSTITUTE.matcher(message);
        if (substitute.find()) {
            String kind = substitute.group(1);
            return Cause.of(
                    "substitution-source-missing",
                    new Id(kind, id.namespace(), substitute.group(2)),
                    "variables are to be taken from it, but it cannot be read",
                    message,
                    Commands.kubectl(id, "get " + kind.toLowerCase(java.util.Locale.ROOT) + " " + substitute.group(2)),
                    List.of(new Id(kind, id.namespace(), substitute.group(2)), id));
        }
        return Cause.of(
                "build-failed",
                id,
                "kustomize cannot build its directory",
                message,
                "kubectl kustomize " + Fields.text(kustomization, "spec", "path"));
    }

    private static String sources(Mapping kustomization) {
        var names = new ArrayList<String>();
        for (Mapping from : Fields.list(kustomization, "spec", "postBuild", "substituteFrom")) {
            names.add(Fields.text(from, "kind") + " " + Fields.text(from, "name"));
        }
        return String.join(", ", names);
    }
}
