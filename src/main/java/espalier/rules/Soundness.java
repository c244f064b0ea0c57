package espalier.rules;

/** What Kubernetes would refuse, or would not do as meant. */
public final class Soundness {
    public static final Rule NAME = Rule.error(
            "name",
            "A name that Kubernetes refuses",
            "The API server refuses the object",
            "use lower-case letters, digits and hyphens");

    public static final Rule KIND =
            Rule.error("kind", "A kind that cannot be one", "The API server knows no such kind", "correct it");

    public static final Rule INCOMPLETE_OBJECT = Rule.error(
            "incomplete-object",
            "An object lacks what every object has",
            "The API server refuses it",
            "add what is missing");

    public static final Rule LABEL = Rule.error(
            "label",
            "A label that Kubernetes refuses",
            "The API server refuses the object",
            "shorten it, or move the text into an annotation");

    public static final Rule ANNOTATION = Rule.error(
            "annotation",
            "An annotation that Kubernetes refuses",
            "The API server refuses the object",
            "correct its key");

    public static final Rule DATA_KEY = Rule.error(
            "data-key",
            "A key that cannot be one of a ConfigMap or Secret",
            "The API server refuses the object",
            "use letters, digits, hyphens, underscores and dots");

    public static final Rule DATA_SIZE = Rule.error(
            "data-size",
            "A ConfigMap or Secret is too large",
            "The API server refuses more than a mebibyte",
            "divide it, or bring the data as an image or volume");

    public static final Rule DATA_VALUE = Rule.error(
            "data-value",
            "A value is no text",
            "ConfigMaps and Secrets hold text only, so the API server refuses it",
            "write it in quotes");

    public static final Rule DUPLICATE_KEY = Rule.error(
            "duplicate-key", "A key is declared twice", "One of the values would be lost", "keep one of them");

    public static final Rule DUPLICATE_VARIABLE = Rule.error(
            "duplicate-variable",
            "A variable is defined twice",
            "Kubernetes takes the last and warns of nothing",
            "keep one of them");

    public static final Rule DUPLICATE_ENTRY = Rule.error(
            "duplicate-entry",
            "Two entries of a list have the same name",
            "Kubernetes merges lists by that name and would lose one",
            "rename or remove one");

    public static final Rule VARIABLE_NAME = Rule.error(
            "variable-name",
            "A variable's name that no shell and no Kubernetes takes",
            "The API server refuses the pod",
            "use letters, digits and underscores");

    public static final Rule CONTAINER_NAME = Rule.error(
            "container-name",
            "A container's name is wrong, or used twice",
            "The API server refuses the pod",
            "rename it");

    public static final Rule NO_CONTAINER =
            Rule.error("no-container", "A pod has no container", "The API server refuses it", "add a container");

    public static final Rule MUTABLE_TAG = Rule.warning(
                    "mutable-tag",
                    "An image has no tag, or the tag latest",
                    "Two machines can run two different builds, any restart can change what runs, and there is no older"
                            + " version to go back to",
                    "name a version, with its digest behind it")
            .waivable();

    public static final Rule IMAGE = Rule.error(
            "image",
            "An image reference that no registry understands",
            "The pod would stay in InvalidImageName",
            "correct it");

    public static final Rule PORT_NAME = Rule.error(
            "port-name", "A port's name is wrong, or used twice", "The API server refuses the pod", "rename it");

    public static final Rule PORT_NUMBER = Rule.error(
            "port-number",
            "A port's number is wrong, or used twice",
            "The API server refuses it",
            "choose one from 1 to 65535 that is free");

    public static final Rule VOLUME_NAME = Rule.error(
            "volume-name", "A volume's name is wrong", "The API server refuses the pod", "shorten or change it");

    public static final Rule REPLICAS =
            Rule.error("replicas", "A number of pods below none", "The API server refuses it", "take 0 or more");

    public static final Rule QUANTITY = Rule.error(
            "quantity",
            "An amount that Kubernetes cannot read, or that contradicts another",
            "The API server refuses it",
            "write a number with a unit, such as 500m or 2Gi");

    public static final Rule SCHEDULE = Rule.error(
            "schedule",
            "A schedule that cron cannot read, or that never comes",
            "The API server refuses it, or the job never runs",
            "correct it");

    public static final Rule NULL_VALUE = Rule.error(
            "null-value",
            "A field is null",
            "The API server drops it, or refuses it",
            "give it a value, or leave it away");

    public static final Rule SECRET_IN_CONFIG = Rule.error(
            "secret-in-config",
            "A secret value stands in a ConfigMap",
            "Whatever stands there is in git for all to read",
            "read it from its Secret at run time");

    public static final Rule SECRET_IN_TEXT = Rule.error(
            "secret-in-text",
            "A secret is used where only plain text can stand",
            "Its value would have to be in git",
            "give it to a variable of the container, and use that");

    public static final Rule UNWRITABLE_TEXT = Rule.error(
            "unwritable-text",
            "Text that a YAML tool on the way would change",
            "The cluster would get another text than the one written",
            "leave out the character that is named");

    public static final Rule NUMBER = Rule.error(
            "number",
            "A number is outside of what Kubernetes takes",
            "The API server refuses the object",
            "take one that it takes");

    public static final Rule PROBE = Rule.error(
            "probe",
            "A probe or hook asks in no way, or in two",
            "The API server refuses the pod",
            "give it one of exec, httpGet, tcpSocket and grpc");

    public static final Rule CONTRADICTION = Rule.error(
            "contradiction",
            "Two settings of an object contradict each other",
            "The API server refuses it, or the kubelet never starts the container",
            "keep one of the two");

    public static final Rule VOLUME_SOURCE = Rule.error(
            "volume-source",
            "A volume comes from two places, from none, or from a path that cannot be one",
            "The API server refuses the pod",
            "correct what is named");

    public static final Rule VARIABLE_VALUE = Rule.error(
            "variable-value",
            "A variable has two values, or one that is no text",
            "The API server refuses the pod",
            "keep one, in quotes");

    public static final Rule RESTART_POLICY = Rule.error(
            "restart-policy",
            "A restart policy does not go with the kind of work",
            "The API server refuses the object",
            "take OnFailure or Never for work that ends, and Always for all else");

    public static final Rule INGRESS_PATH = Rule.error(
            "ingress-path",
            "A host, path or backend of an Ingress is none or is incomplete",
            "The API server refuses the Ingress",
            "correct it, or add what is missing");

    public static final Rule DURATION = Rule.error(
            "duration",
            "A time is not written as its controller reads it",
            "The API server or the controller refuses the object",
            "write it as in 1h30m");

    public static final Rule SELECTOR = Rule.error(
            "selector",
            "A selector is incomplete, or compares with nothing",
            "The API server refuses the object",
            "add what is missing");

    public static final Rule TOPOLOGY = Rule.error(
                    "topology",
                    "Pods are spread or placed by a label that no node has, or in a way that is none",
                    "They would not be spread, or never be scheduled",
                    "name a label that the nodes have")
            .waivable();

    public static final Rule AUTOSCALER = Rule.error(
            "autoscaler",
            "An autoscaler has no range to scale in",
            "The API server or the operator refuses it",
            "correct its least and its most");

    public static final Rule EVICTION_BLOCKED = Rule.warning(
                    "eviction-blocked",
                    "A disruption budget never lets a pod go",
                    "The drain of a node waits for ever, and with it its upgrade",
                    "run one more pod, or take the budget away")
            .waivable();

    public static final Rule CLAIM_OF_ONE_POD = Rule.error(
            "claim-of-one-pod",
            "A claim for one pod is mounted by several",
            "The second is never scheduled while the first runs",
            "replace the pods at once, or give each its own claim");

    public static final Rule CLAIM_OF_ONE_NODE = Rule.warning(
                    "claim-of-one-node",
                    "A claim for the pods of one node is mounted by several that nothing keeps on one",
                    "Whichever is put on another node waits for ever, and a rolling update with it",
                    "replace the pods at once, or give each its own claim")
            .waivable();

    public static final Rule LIVENESS_TOO_EARLY = Rule.warning(
                    "liveness-too-early",
                    "A container that starts slowly has a liveness probe and no start-up probe",
                    "It is ended before it has started, again and again",
                    "add a start-up probe with enough patience")
            .waivable();

    public static final Rule PODS_WITHOUT_NAMES = Rule.warning(
                    "pods-without-names",
                    "A StatefulSet has no Service of its own",
                    "Its pods get no names in DNS",
                    "make a headless Service for it")
            .waivable();

    public static final Rule JOB_REPEATED = Rule.error(
                    "job-repeated",
                    "A Job removes itself after its end",
                    "Flux makes it again at every interval, and the work is done over and over",
                    "leave ttlSecondsAfterFinished away, or make it a CronJob")
            .waivable();

    public static final Rule JOB_FIXED = Rule.warning(
                    "job-fixed",
                    "A Job cannot be changed any more",
                    "Its pods are immutable: the next change is refused, and the whole component with it",
                    "let Flux make it anew, by the annotation kustomize.toolkit.fluxcd.io/force: enabled")
            .waivable();

    private Soundness() {}
}
