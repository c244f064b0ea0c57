package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import espalier.tree.Mapping;
import java.util.Locale;
import java.util.Set;

/** Makes the definition of a custom resource out of its JSON Schema, as the public catalogues have it. */
final class CatalogueDefinition {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CatalogueDefinition() {}

    /** The definition of the kind of {@code object}. */
    static ObjectNode of(Mapping object, JsonNode schema) {
        String apiVersion = object.text("apiVersion");
        String group = apiVersion.substring(0, apiVersion.indexOf('/'));
        String kind = object.text("kind");
        String singular = kind.toLowerCase(Locale.ROOT);
        boolean isNamespaced = object.mapping("metadata").has("namespace");
        ObjectNode definition = KubernetesApi.objects("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %2$ss.%1$s
                  annotations: {api-approved.kubernetes.io: "unapproved, a test"}
                spec:
                  group: %1$s
                  names: {kind: %3$s, listKind: %3$sList, plural: %2$ss, singular: %2$s}
                  scope: %4$s
                  versions:
                    - {name: %5$s, served: true, storage: true, subresources: {status: {}}, schema: {}}
                """.formatted(
                                group,
                                singular,
                                kind,
                                isNamespaced ? "Namespaced" : "Cluster",
                                apiVersion.substring(apiVersion.indexOf('/') + 1)))
                .get(0);
        ObjectNode structural = schema.deepCopy();
        structural.remove("$schema");
        structural.put("type", "object");
        clean(structural);
        ((ObjectNode) structural.path("properties"))
                .set("metadata", JSON.createObjectNode().put("type", "object"));
        ((ObjectNode) definition.at("/spec/versions/0/schema")).set("openAPIV3Schema", structural);
        return definition;
    }

    /** Takes away what catalogues add, and gives back what they write otherwise. */
    private static void clean(ObjectNode schema) {
        if (schema.path("additionalProperties").isBoolean()
                && (schema.has("properties")
                        || !schema.path("additionalProperties").asBoolean())) {
            schema.remove("additionalProperties");
        }
        boolean isEither = schema.path("x-kubernetes-int-or-string").asBoolean() || isOfTypes(schema.path("oneOf"));
        if (isEither) {
            schema.remove(Set.of("type", "oneOf", "anyOf", "format"));
            schema.put("x-kubernetes-int-or-string", true);
        } else if (schema.path("type").isArray()) {
            schema.put("type", schema.path("type").get(0).asText()).put("nullable", true);
        } else if (!schema.has("type")) {
            boolean isKept = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
            if (!isKept) {
                schema.put("type", "object");
            }
            schema.put("x-kubernetes-preserve-unknown-fields", true);
        }
        schema.path("properties").forEach(CatalogueDefinition::cleanIfAny);
        cleanIfAny(schema.path("items"));
        cleanIfAny(schema.path("additionalProperties"));
    }

    private static void cleanIfAny(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            clean(object);
        }
    }

    private static boolean isOfTypes(JsonNode branches) {
        if (!(branches instanceof ArrayNode array) || array.isEmpty()) {
            return false;
        }
        for (JsonNode branch : array) {
            if (branch.size() != 1 || !branch.has("type")) {
                return false;
            }
        }
        return true;
    }
}
