package espalier.doctor;

import espalier.tree.Mapping;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Objects of others than Flux that bring Secrets: why they did not. */
final class SecretProviders {
    /** Read of every cluster that serves them, since nobody waits for them and Flux takes them for ready. */
    static final List<String[]> KINDS = List.of(
            new String[] {"external-secrets.io", "ExternalSecret"},
            new String[] {"external-secrets.io", "SecretStore"},
            new String[] {"external-secrets.io", "ClusterSecretStore"},
            new String[] {"bitnami.com", "SealedSecret"},
            new String[] {"cert-manager.io", "Certificate"});

    private SecretProviders() {}

    /** The ailing objects that should make {@code secret}. */
    static List<Id> of(Id secret, Snapshot snapshot) {
        var found = new ArrayList<Id>();
        for (String kind : List.of("ExternalSecret", "SealedSecret", "Certificate")) {
            for (Mapping object : snapshot.ofKind(kind)) {
                boolean makes = Id.of(object).namespace().equals(secret.namespace())
                        && target(object, kind).equals(secret.name());
                if (makes && !of(object, snapshot).isNone()) {
                    found.add(Id.of(object));
                }
            }
        }
        return found;
    }

    private static String target(Mapping object, String kind) {
        String named = switch (kind) {
            case "ExternalSecret" -> Fields.text(object, "spec", "target", "name");
            case "SealedSecret" -> Fields.text(object, "spec", "template", "metadata", "name");
            default -> Fields.text(object, "spec", "secretName");
        };
        return named.isEmpty() ? Id.of(object).name() : named;
    }

    static Ailment of(Mapping object, Snapshot snapshot) {
        return switch (Id.of(object).kind()) {
            case "ExternalSecret" -> external(object, snapshot);
            case "SealedSecret" -> sealed(object, snapshot);
            case "Certificate" -> certificate(object, snapshot);
            default -> store(object, snapshot);
        };
    }

    private static Ailment external(Mapping object, Snapshot snapshot) {
        Id id = Id.of(object);
        if (!Fields.is(object, "Ready", "False")) {
            return Ailment.NONE;
        }
        Id store = Id.of(Fields.mapping(object, "spec", "secretStoreRef"), "SecretStore", id.namespace());
        if (store != null && store.kind().equals("ClusterSecretStore")) {
            store = new Id(store.kind(), "", store.name());
        }
        if (store != null && snapshot.isMissing(store)) {
            return Ailment.of(Cause.of(
                    "secret-store-missing",
                    store,
                    "ExternalSecrets read from it, but it is not there",
                    "",
                    "kubectl get " + store.kind().toLowerCase(java.util.Locale.ROOT) + " -A",
                    List.of(store, id)));
        }
        Mapping found = store == null ? null : snapshot.find(store);
        if (store != null && found != null && !store(found, snapshot).isNone()) {
            return Ailment.waitsFor(List.of(store));
        }
        return Ailment.of(Cause.of(
                "external-secret",
                id,
                "its store does not give what it asks for",
                Fields.text(Fields.condition(object, "Ready"), "message"),
                Commands.describe(id),
                snapshot.makers(object)));
    }

    private static Ailment store(Mapping object, Snapshot snapshot) {
        Id id = Id.of(object);
        return !Fields.is(object, "Ready", "False")
                ? Ailment.NONE
                : Ailment.of(Cause.of(
                        "secret-store",
                        id,
                        "the store of secrets cannot be opened",
                        Fields.text(Fields.condition(object, "Ready"), "message"),
                        Commands.describe(id),
                        snapshot.makers(object)));
    }

    private static Ailment sealed(Mapping object, Snapshot snapshot) {
        Id id = Id.of(object);
        if (!Fields.is(object, "Synced", "False")) {
            return Ailment.NONE;
        }
        String message = Fields.text(Fields.condition(object, "Synced"), "message");
        boolean key = message.contains("no key could decrypt secret");
        return Ailment.of(Cause.of(
                key ? "sealing-key" : "sealed-secret",
                id,
                key
                        ? "the cluster has not the key that it was sealed for, which its escrow brings back, or it was sealed for"
                                + " another name: seal it anew"
                        : "it cannot be opened",
                message,
                key ? "kubectl get secret -A -l sealedsecrets.bitnami.com/sealed-secrets-key" : Commands.describe(id),
                snapshot.makers(object)));
    }

    private static Ailment certificate(Mapping object, Snapshot snapshot) {
        Id id = Id.of(object);
        String until = Fields.text(object, "status", "notAfter");
        String said = Fields.text(Fields.condition(object, "Ready"), "message");
        String next = Commands.kubectl(id, "get certificaterequests,orders,challenges");
        if (isPast(until, snapshot.now())) {
            return Ailment.of(Cause.of(
                    "certificate-expired",
                    id,
                    "it expired at " + until + " and was not renewed",
                    said,
                    next,
                    snapshot.makers(object)));
        }
        return Fields.is(object, "Ready", "False")
                ? Ailment.of(Cause.of("certificate", id, "it is not issued", said, next, snapshot.makers(object)))
                : Ailment.NONE;
    }

    private static boolean isPast(String time, Instant now) {
        try {
            return !time.isEmpty() && Instant.parse(time).isBefore(now);
        } catch (DateTimeParseException e) {
            return false; // not ours to judge
        }
    }
}
