package infra.apptemplate;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pod's spec in the words of the chart: options of the pod, containers, and mounts of what is persistent. */
final class PodValues {
    private static final String[] OPTIONS = {
        "dnsConfig",
        "hostAliases",
        "hostUsers",
        "hostname",
        "imagePullSecrets",
        "nodeSelector",
        "priorityClassName",
        "resources",
        "restartPolicy",
        "runtimeClassName",
        "schedulerName",
        "securityContext",
        "shareProcessNamespace",
        "tolerations"
    };
    private static final String[] TEMPLATED_OPTIONS = {"affinity", "topologySpreadConstraints"};

    private final Release release;
    private final Persistence persistence;
    private final VolumeClaims claims;
    private final String controller;
    private final Copies copies;

    PodValues(Release release, Persistence persistence, VolumeClaims claims, String controller) {
        this.release = release;
        this.persistence = persistence;
        this.claims = claims;
        this.controller = controller;
        this.copies = release.copies();
    }

    /**
     * What is said of the pod {@code spec}.
     *
     * @param options what its metadata say
     */
    Mapping of(Fields spec, Mapping options) {
        var values = new Mapping();
        account(spec, values);
        options(spec, options);
        values.putIfAny("pod", options);
        persistence.begin(spec, controller, claims);
        values.putIfAny("initContainers", containers(spec, "initContainers"));
        values.putIfAny("containers", containers(spec, "containers"));
        persistence.end(spec);
        spec.refuseRest();
        return values;
    }

    /** Where a release has accounts, the chart would choose one for a pod that says nothing. */
    private void account(Fields spec, Mapping values) {
        Value named = spec.take("serviceAccountName");
        if (!(named instanceof Leaf leaf)) {
            if (release.hasAccounts()) {
                values.put("serviceAccount", Mapping.of("name", "default"));
            }
            spec.all().put("serviceAccountName", "default");
            return;
        }
        String identifier = release.account(leaf.text());
        var account = new Mapping();
        if (identifier == null) {
            copies.put(account, "name", leaf);
        } else {
            account.put("identifier", identifier);
        }
        values.put("serviceAccount", account);
    }

    private void options(Fields spec, Mapping options) {
        spec.putUnless(true, "automountServiceAccountToken", true, options, "automountServiceAccountToken");
        spec.putUnless(false, "enableServiceLinks", true, options, "enableServiceLinks");
        spec.putUnless(false, "hostIPC", false, options, "hostIPC");
        spec.putUnless(false, "hostNetwork", false, options, "hostNetwork");
        spec.putUnless(false, "hostPID", false, options, "hostPID");
        boolean onHost = Scalar.of(true).equals(spec.all().get("hostNetwork"));
        spec.putUnless(
                onHost ? "ClusterFirstWithHostNet" : "ClusterFirst", "dnsPolicy", "ClusterFirst", options, "dnsPolicy");
        for (String key : OPTIONS) {
            copies.put(options, key, spec.take(key));
        }
        for (String key : TEMPLATED_OPTIONS) {
            copies.putTemplated(options, key, spec.take(key));
        }
        Value grace = spec.take("terminationGracePeriodSeconds");
        if (Scalar.of(0).equals(grace)) {
            spec.refuse("terminationGracePeriodSeconds"); // the chart leaves out a zero
        } else {
            copies.put(options, "terminationGracePeriodSeconds", grace);
        }
    }

    /** The chart puts containers in the order of their names, unless one depends on another. */
    private Mapping containers(Fields spec, String key) {
        var values = new Mapping();
        Sequence list = spec.list(key);
        List<String> identifiers = identifiers(list, key.equals("containers"));
        String before = null;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping container) {
                Fields fields = spec.item(key, i, container);
                String identifier = identifiers.get(i);
                values.put(identifier, container(fields, identifier, before));
                before = identifier;
            }
        }
        return values;
    }

    private Mapping container(Fields fields, String identifier, @Nullable String before) {
        var values = new Mapping();
        String name = fields.text("name");
        if (name != null && !name.equals(identifier)) {
            values.put("nameOverride", name);
        }
        values.putIfAny("dependsOn", before);
        new ContainerValues(copies).put(fields, values);
        persistence.mounts(fields, identifier);
        fields.refuseRest();
        return values;
    }

    /** The first container is called as in the chart's examples, the others by their names. */
    private static List<String> identifiers(Sequence containers, boolean firstIsMain) {
        var names = new ArrayList<String>();
        for (Value value : containers) {
            names.add(value instanceof Mapping container ? String.valueOf(container.text("name")) : "");
        }
        var others = new HashSet<>(names);
        if (firstIsMain && !names.isEmpty() && !others.contains(Labels.MAIN)) {
            names.set(0, Labels.MAIN);
        }
        return names;
    }
}
