package espalier.schema;

import static espalier.rules.Platforms.API_VERSION;
import static espalier.rules.References.KIND_UNDEFINED;
import static espalier.rules.References.MOUNT;
import static espalier.rules.References.NO_PORT;
import static espalier.rules.Soundness.ANNOTATION;
import static espalier.rules.Soundness.AUTOSCALER;
import static espalier.rules.Soundness.CONTAINER_NAME;
import static espalier.rules.Soundness.DATA_VALUE;
import static espalier.rules.Soundness.DUPLICATE_ENTRY;
import static espalier.rules.Soundness.DUPLICATE_VARIABLE;
import static espalier.rules.Soundness.DURATION;
import static espalier.rules.Soundness.INGRESS_PATH;
import static espalier.rules.Soundness.LABEL;
import static espalier.rules.Soundness.NO_CONTAINER;
import static espalier.rules.Soundness.NULL_VALUE;
import static espalier.rules.Soundness.PORT_NAME;
import static espalier.rules.Soundness.PORT_NUMBER;
import static espalier.rules.Soundness.QUANTITY;
import static espalier.rules.Soundness.REPLICAS;
import static espalier.rules.Soundness.SCHEDULE;
import static espalier.rules.Soundness.SELECTOR;
import static espalier.rules.Soundness.TOPOLOGY;
import static espalier.rules.Soundness.VARIABLE_NAME;
import static espalier.rules.Soundness.VARIABLE_VALUE;
import static espalier.rules.Soundness.VOLUME_NAME;
import static espalier.rules.Soundness.VOLUME_SOURCE;

import espalier.Finding;
import espalier.KubernetesObject;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves out what another check, which knows what a field is for, has said of the same object already. */
final class SaidBetter {
    /** By the name of the field, or of the list that the field stands in. */
    private static final Map<String, List<Rule>> BY_FIELD = Map.ofEntries(
            Map.entry("containers", List.of(NO_CONTAINER, CONTAINER_NAME)),
            Map.entry("initContainers", List.of(CONTAINER_NAME)),
            Map.entry("env", List.of(DUPLICATE_ENTRY, DUPLICATE_VARIABLE, VARIABLE_NAME, VARIABLE_VALUE)),
            Map.entry("volumeMounts", List.of(MOUNT)),
            Map.entry("volumes", List.of(DUPLICATE_ENTRY, VOLUME_NAME)),
            Map.entry("ports", List.of(PORT_NAME, PORT_NUMBER, NO_PORT)),
            Map.entry("labels", List.of(LABEL)),
            Map.entry("annotations", List.of(ANNOTATION)),
            Map.entry("data", List.of(DATA_VALUE)),
            Map.entry("stringData", List.of(DATA_VALUE)),
            Map.entry("replicas", List.of(REPLICAS)),
            Map.entry("schedule", List.of(SCHEDULE)),
            Map.entry("requests", List.of(QUANTITY)),
            Map.entry("limits", List.of(QUANTITY)),
            Map.entry("interval", List.of(DURATION)),
            Map.entry("retryInterval", List.of(DURATION)),
            Map.entry("timeout", List.of(DURATION)),
            Map.entry("duration", List.of(DURATION)),
            Map.entry("timeouts", List.of(DURATION)),
            Map.entry("refreshInterval", List.of(DURATION)),
            Map.entry("hostPath", List.of(VOLUME_SOURCE)),
            Map.entry("maxReplicas", List.of(AUTOSCALER)),
            Map.entry("selector", List.of(SELECTOR)),
            Map.entry("topologySpreadConstraints", List.of(TOPOLOGY)),
            Map.entry("paths", List.of(INGRESS_PATH)),
            Map.entry("backend", List.of(INGRESS_PATH)),
            Map.entry("pathType", List.of(INGRESS_PATH)));

    private final List<Rule> said = new ArrayList<>();
    private final boolean isPatched;

    /** @param findings of the cluster so far */
    SaidBetter(KubernetesObject object, List<Finding> findings) {
        this.isPatched = !object.patchedAt().isEmpty();
        for (Finding finding : findings) {
            if (object.identity().equals(finding.place().object())) {
                said.add(finding.rule());
            }
        }
    }

    /** Whether it was said that its version is not served, or that nothing brings its kind. */
    boolean saysVersion() {
        return said.contains(API_VERSION) || said.contains(KIND_UNDEFINED);
    }

    boolean holds(Problem problem) {
        FieldPath path = problem.path();
        if (isPatched && path.last().startsWith("$")) {
            return true; // a directive that the patch cannot have
        }
        if (said.isEmpty() || said.contains(API_VERSION)) {
            return !said.isEmpty(); // of what is not served, nothing else matters
        }
        return isSaid(path)
                || isSaid(path.parent())
                || isSaid(path.parent() == null ? null : path.parent().parent());
    }

    private boolean isSaid(@Nullable FieldPath path) {
        for (Rule rule : path == null ? List.<Rule>of() : BY_FIELD.getOrDefault(path.last(), List.of(NULL_VALUE))) {
            if (said.contains(rule)) {
                return true;
            }
        }
        return false;
    }
}
