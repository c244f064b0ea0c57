package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes Secrets of something else: External Secrets, Sealed Secrets, 1Password, Talos. */
final class SecretKinds {
    private static final String EXTERNAL = "external-secrets.io";
    private static final String GENERATORS = "generators.external-secrets.io";

    private SecretKinds() {}

    static List<Kind> external() {
        String spec = "spec.externalSecretSpec";
        return List.of(
                Usual.ready(EXTERNAL, "ExternalSecret", "Ready")
                        .names(sources("spec"))
                        .makes((object, made) -> external(object, object.namespace(), "spec", made)),
                Usual.ready(EXTERNAL, "ClusterExternalSecret", "Ready")
                        .clusterScoped()
                        .names(sources(spec))
                        .makes((object, made) -> everywhere(object, made)),
                Usual.ready(EXTERNAL, "SecretStore", "Ready").names(store(false)),
                Usual.ready(EXTERNAL, "ClusterSecretStore", "Ready")
                        .clusterScoped()
                        .names(store(true)),
                Usual.ready(EXTERNAL, "PushSecret", "Ready")
                        .names(
                                to(EXTERNAL, "SecretStore", "spec.secretStoreRefs[].name")
                                        .orKindSaid(),
                                secret("spec.selector.secret.name"),
                                to(GENERATORS, "", "spec.selector.generatorRef.name")
                                        .orKindSaid())
                        .names(templates("spec.template")),
                Kind.of(EXTERNAL, "ClusterPushSecret").clusterScoped());
    }

    private static List<ReferenceField> sources(String spec) {
        var fields = new ArrayList<ReferenceField>();
        fields.add(to(EXTERNAL, "SecretStore", spec + ".secretStoreRef.name").orKindSaid());
        for (String source : new String[] {".data[].sourceRef.", ".dataFrom[].sourceRef."}) {
            fields.add(
                    to(EXTERNAL, "SecretStore", spec + source + "storeRef.name").orKindSaid());
            fields.add(to(GENERATORS, "", spec + source + "generatorRef.name").orKindSaid());
        }
        fields.addAll(templates(spec + ".target.template"));
        return fields;
    }

    private static List<ReferenceField> templates(String template) {
        return List.of(
                configMap(template + ".templateFrom[].configMap.name").withKey("items", null),
                secret(template + ".templateFrom[].secret.name").withKey("items", null));
    }

    /** A store's credentials: a cluster's store says where they stand, another one's stand beside it. */
    private static List<ReferenceField> store(boolean ofCluster) {
        var fields = new ArrayList<ReferenceField>();
        fields.add(secret("spec.provider.**.name").onlyWithKey());
        fields.add(secret("spec.provider.**.caProvider.name").withKey().orKindSaid("type"));
        fields.add(account("spec.provider.**.serviceAccountRef.name"));
        if (ofCluster) {
            fields.replaceAll(ReferenceField::inAnyNamespace);
        }
        return fields;
    }

    /** A cluster's external Secret stands in every namespace that it selects. */
    private static void everywhere(KubernetesObject object, Made made) {
        external(object, BuiltIn.ANY_NAMESPACE, "spec.externalSecretSpec", made);
    }

    private static void external(KubernetesObject object, String namespace, String at, Made made) {
        Mapping spec =
                at.equals("spec") ? Usual.mapping(object, "spec") : Usual.mapping(object, "spec", "externalSecretSpec");
        Mapping target = spec.mapping("target");
        String policy = target == null ? null : target.text("creationPolicy");
        if ("None".equals(policy) || "Merge".equals(policy)) {
            return; // somebody else makes the Secret
        }
        String said = target == null ? null : target.text("name");
        String own = Usual.text(object, object.name(), "spec", "externalSecretName");
        String name = said == null || said.isEmpty() ? own : said;
        List<String> keys = keys(spec, target == null ? null : target.mapping("template"));
        if (namespace.equals(object.namespace())) {
            made.secret(name, keys);
        } else {
            made.object("", "Secret", namespace, name);
        }
    }

    /** By a template with data of its own, only what that has; unless it says Merge. */
    private static @Nullable List<String> keys(Mapping spec, @Nullable Mapping template) {
        var keys = new ArrayList<String>();
        if (template != null) {
            if (template.has("templateFrom")) {
                return null;
            }
            Mapping data = template.mapping("data");
            if (data != null && !data.isEmpty()) {
                keys.addAll(data.keys());
                if (!"Merge".equals(template.text("mergePolicy"))) {
                    return keys;
                }
            }
        }
        if (spec.has("dataFrom")) {
            return null;
        }
        var data = spec.sequence("data");
        for (Mapping entry : data == null ? List.<Mapping>of() : Usual.mappings(data)) {
            keys.add(String.valueOf(entry.text("secretKey")));
        }
        return keys;
    }

    static List<Kind> generators() {
        var kinds = new ArrayList<Kind>();
        for (String name : List.of("Fake", "Password", "SSHKey", "UUID", "GeneratorState")) {
            kinds.add(atOnce(GENERATORS, name));
        }
        for (String name : List.of(
                "ACRAccessToken",
                "CloudsmithAccessToken",
                "ECRAuthorizationToken",
                "GCRAccessToken",
                "GithubAccessToken",
                "Grafana",
                "MFA",
                "QuayAccessToken",
                "STSSessionToken",
                "VaultDynamicSecret",
                "Webhook")) {
            kinds.add(atOnce(GENERATORS, name)
                    .names(secret("spec.**.name").onlyWithKey(), account("spec.**.serviceAccountRef.name")));
        }
        kinds.add(atOnce(GENERATORS, "ClusterGenerator").clusterScoped());
        return kinds;
    }

    static List<Kind> sealed() {
        return List.of(Usual.ready("bitnami.com", "SealedSecret", "Synced").makes(SecretKinds::sealed));
    }

    private static void sealed(KubernetesObject object, Made made) {
        if (Usual.at(object, "spec", "data") != null) {
            made.secret(object.name(), null); // the old form, sealed as a whole
            return;
        }
        var keys = new ArrayList<String>(
                Usual.mapping(object, "spec", "encryptedData").keys());
        keys.addAll(Usual.mapping(object, "spec", "template", "data").keys());
        made.secret(object.name(), keys);
    }

    /** Its Secret has the fields of the vault's item as keys, which nobody here can know. */
    static List<Kind> onePassword() {
        return List.of(Usual.ready("onepassword.com", "OnePasswordItem", "Ready")
                .makes((item, made) -> made.secret(item.name(), null)));
    }

    /** Access to the API of Talos, as a Secret of the same name. */
    static List<Kind> talos() {
        return List.of(atOnce("talos.dev", "ServiceAccount")
                .makes((account, made) -> made.secret(account.name(), List.of("config"))));
    }
}
