package infra.onechart;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Carriage;
import infra.packaging.Copies;
import infra.packaging.Fields;
import infra.packaging.ImageValues;

/**
 * A Deployment in the words of the chart. What it has no word for, of a container or of a pod, it takes as Kubernetes has it, in
 * {@code container} and {@code podSpec}.
 */
final class DeploymentValues {
    /** The hash of no variables, which the chart writes at each pod whose variables are none of its own. */
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String CHECKSUM = "checksum/config";
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    private static final String[] OF_THE_POD = {"nodeSelector", "tolerations", "affinity"};

    private final String name;
    private final Copies copies;
    private final ServicePorts ports;
    private final Carriage carriage;

    DeploymentValues(String name, Copies copies, ServicePorts ports, Carriage carriage) {
        this.name = name;
        this.copies = copies;
        this.ports = ports;
        this.carriage = carriage;
    }

    /** Puts what the Deployment with the fields {@code top} says into {@code values}. */
    void put(Fields top, Mapping values) {
        Fields spec = top.below("spec");
        Value replicas = spec.take("replicas");
        values.put("replicas", replicas == null ? Scalar.of(null) : replicas); // of its own the chart says 1
        if (replicas instanceof Leaf count && !count.text().equals("1")) {
            values.put("podDisruptionBudgetEnabled", false); // one more object, of which nothing here would tell
        }
        Fields strategy = spec.below("strategy");
        String type = strategy.text("type");
        strategy.refuseRest();
        if (type == null) {
            spec.all().child("strategy").put("type", "RollingUpdate");
        }
        values.put("strategy", type == null ? "RollingUpdate" : type); // else the chart's own depends on the volumes
        String deadline = spec.text("progressDeadlineSeconds");
        if (deadline != null) {
            carriage.waitFor(Integer.parseInt(deadline));
            spec.all().remove("progressDeadlineSeconds"); // the chart has no word for it, and Helm does not look at it
        }
        selector(spec);
        Fields template = spec.below("template");
        podMetadata(template, top.below("metadata"), values);
        pod(template, values);
        template.refuseRest();
        spec.refuseRest();
        top.refuseRest();
    }

    private void selector(Fields spec) {
        Fields selector = spec.below("selector");
        Fields labels = selector.below("matchLabels");
        for (String key : new String[] {OneChart.NAME, OneChart.INSTANCE}) {
            if (!name.equals(labels.text(key))) {
                labels.refuse(key);
            }
        }
        labels.refuseRest();
        selector.refuseRest();
    }

    /** The chart has no place for the annotations of a Deployment: they stand on its pods, where they say the same. */
    private void podMetadata(Fields template, Fields head, Mapping values) {
        Fields metadata = template.below("metadata");
        var annotations = new Mapping();
        for (Fields of : new Fields[] {head, metadata}) {
            Mapping all = of.mapping("annotations");
            for (int i = 0; all != null && i < all.size(); i++) {
                boolean isTaken = all.keyAt(i).equals(CHECKSUM);
                annotations.put(isTaken ? CHECKSUM + "-files" : all.keyAt(i), all.valueAt(i));
            }
        }
        values.putIfAny("podAnnotations", copies.plain(annotations));
        metadata.all().put("annotations", annotations.put(CHECKSUM, OF_NOTHING));
        head.all().put("annotations", Mapping.of(DEFAULT_CONTAINER, name));
        var labels = new Mapping();
        Mapping all = metadata.mapping("labels");
        for (int i = 0; all != null && i < all.size(); i++) {
            if (!all.keyAt(i).equals(OneChart.NAME) && !all.keyAt(i).equals(OneChart.INSTANCE)) {
                labels.put(all.keyAt(i), copies.plain(all.valueAt(i)));
            }
        }
        values.putIfAny("podLabels", labels);
        metadata.refuseRest();
    }

    private void pod(Fields template, Mapping values) {
        Fields pod = template.below("spec");
        filesGroup(pod.all().child("securityContext"));
        Sequence containers = pod.list("containers");
        if (containers.size() == 1 && containers.get(0) instanceof Mapping container) {
            Mapping own = container(pod.item("containers", 0, container), values);
            Sequence words = VolumeWords.of(pod.all(), container);
            var rest = (Mapping) copies.plain(pod.all());
            rest.remove("containers");
            if (words != null) {
                values.putIfAny("volumes", copies.plain(words));
                rest.remove("volumes");
                own.remove("volumeMounts");
            }
            values.putIfAny("container", own);
            put(rest, values);
        } else {
            put((Mapping) copies.plain(pod.all()), values);
        }
    }

    /** The chart insists on a group for the files of volumes; one that the processes have already changes nothing for them. */
    private static void filesGroup(Mapping security) {
        if (!security.has("fsGroup")) {
            Value group = security.get("runAsGroup");
            Value user = security.get("runAsUser");
            security.put("fsGroup", group != null ? group : user != null ? user : Scalar.of(0));
        }
    }

    private static void put(Mapping pod, Mapping values) {
        move(pod, "serviceAccountName", values, "serviceAccount");
        move(pod, "securityContext", values, "podSecurityContext");
        for (String key : OF_THE_POD) {
            move(pod, key, values, key);
        }
        values.putIfAny("podSpec", pod);
    }

    private static void move(Mapping from, String key, Mapping into, String word) {
        Value value = from.get(key);
        if (value != null) {
            into.put(word, value);
            from.remove(key);
        }
    }

    /** What has a word goes into {@code values}; the rest is given back. */
    private Mapping container(Fields container, Mapping values) {
        Mapping image = ImageValues.of(container);
        Value pull = container.take("imagePullPolicy");
        boolean isLatest = "latest".equals(image.text("tag"));
        Value policy = pull == null ? Scalar.of(isLatest ? "Always" : "IfNotPresent") : pull; // as Kubernetes takes it
        container.all().put("imagePullPolicy", policy);
        if (!(policy instanceof Leaf leaf) || !leaf.text().equals("IfNotPresent")) {
            image.put("pullPolicy", policy);
        }
        values.putIfAny("image", image);
        var rest = (Mapping) copies.plain(container.all());
        rest.remove("image");
        rest.remove("imagePullPolicy");
        move(rest, "securityContext", values, "securityContext");
        if (name.equals(rest.text("name"))) {
            rest.remove("name");
        }
        if (ports.areUsual(container.list("ports"))) {
            rest.remove("ports");
        }
        values.put(
                "resources", Mapping.of("ignore", true)); // which else would be added to what the chart has of its own
        return rest;
    }
}
