package espalier.rules;

/** What names something else. */
public final class References {
    public static final Rule REFERENCE_MISSING = Rule.error(
                    "reference-missing",
                    "An object that is named does not exist",
                    "Pods would wait for it for ever, or the API server refuse the reader",
                    "correct the name, make the object, or say with external() where it comes from")
            .waivable();

    public static final Rule KIND_UNDEFINED = Rule.error(
                    "kind-undefined",
                    "Nothing brings the definition of a kind",
                    "The API server does not know the kind and refuses the object, and with it all that Flux applies together"
                            + " with it",
                    "let the release of its operator say bringsCrd(), or say with external() where it comes from")
            .waivable();

    public static final Rule NAMESPACE_MISSING = Rule.error(
                    "namespace-missing",
                    "A namespace that nothing makes",
                    "The API server refuses what stands in it",
                    "make it with Namespace, or say with external() where it comes from")
            .waivable();

    public static final Rule KEY_MISSING = Rule.error(
            "key-missing",
            "A key that is named is not in its Secret or ConfigMap",
            "The container would never start",
            "correct the key, or add it where the object is made");

    public static final Rule TEMPLATE_KEY = Rule.error(
            "template-key",
            "A template of an external or sealed Secret reads what none of its sources gives",
            "External Secrets would make no Secret at all; Sealed Secrets would write <no value> into it",
            "correct the name, or read or seal it as well");

    public static final Rule IMAGE_MARKER = Rule.error(
            "image-marker",
            "A marker for image updates where Flux does not see it, or that it cannot read",
            "The image would never be updated, and nobody be told",
            "write # {\"$imagepolicy\": \"NAMESPACE:NAME\"} behind the value, outside of any block of text");

    public static final Rule CONFIG_KEY = Rule.error(
            "config-key",
            "A handle asks for a key that its ConfigMap does not have",
            "The container would never start",
            "correct the key, or add it");

    public static final Rule SECRET_KEY = Rule.error(
            "secret-key",
            "A handle asks for a key that its Secret does not have",
            "The container would never start",
            "correct the key, or add it");

    public static final Rule OTHER_NAMESPACE = Rule.error(
            "other-namespace",
            "An object of another namespace is named where only one's own can be",
            "Kubernetes, or the controller that follows the name, looks in the reader's namespace only",
            "make both in one namespace, or ask the provider for a projection");

    public static final Rule SERVICE_PORT = Rule.error(
            "service-port",
            "A Service's port leads to no port of its pods",
            "Connections would be refused",
            "name a port that the container opens");

    public static final Rule PROBE_PORT = Rule.error(
            "probe-port",
            "A probe asks a port that the container does not open",
            "The probe would fail for ever and the pod be restarted",
            "name a port that the container opens");

    public static final Rule NO_PORT =
            Rule.error("no-port", "A Service has no port", "The API server refuses it", "give it a port");

    public static final Rule SELECTOR_MATCHES_NOTHING = Rule.error(
                    "selector-matches-nothing",
                    "A selector matches nothing",
                    "Nothing would answer behind that Service, or be let through, watched or kept running",
                    "correct the labels of one of the two")
            .waivable();

    public static final Rule SELECTOR_MATCHES_SEVERAL = Rule.error(
                    "selector-matches-several",
                    "A selector matches the pods of several workloads",
                    "Requests would go to either of them in turn",
                    "make the labels tell them apart")
            .waivable();

    public static final Rule SELECTOR_DIFFERS = Rule.error(
            "selector-differs",
            "A workload's selector does not match its own pods",
            "The API server refuses it",
            "make both the same");

    public static final Rule MOUNT = Rule.error(
            "mount",
            "A volume is mounted that the pod does not have",
            "The API server refuses the pod",
            "add the volume, or correct its name");

    public static final Rule MOUNT_PART = Rule.error(
            "mount-part",
            "A file of a ConfigMap or Secret is mounted that is not in it",
            "The program would find an empty directory in its place",
            "mount a file that is there, or add it");

    public static final Rule VOLUME_UNUSED = Rule.error(
                    "volume-unused",
                    "A volume is mounted by no container",
                    "Something was meant to be mounted and is not",
                    "mount it, or take it away")
            .waivable();

    public static final Rule VARIABLE_BEFORE_DEFINITION = Rule.error(
            "variable-before-definition",
            "$(X) is used before X is defined",
            "Kubernetes leaves it as it stands, and the program sees $(X)",
            "define X first");

    public static final Rule VARIABLE_TOO_NEAR = Rule.error(
            "variable-too-near",
            "A variable for Flux is made by the Kustomization that uses it",
            "Flux reads the values before it applies anything, so it would wait for itself",
            "make the ConfigMap or Secret in a component of its own");

    public static final Rule VARIABLE_UNDEFINED = Rule.error(
                    "variable-undefined",
                    "A variable for Flux has no value in the Kustomization that puts values in",
                    "Before 2.9 Flux writes nothing in its place, without a word; since then it builds nothing of the"
                            + " Kustomization",
                    "give the variable a value, correct its name, or double its dollar where it is none")
            .waivable();

    public static final Rule VARIABLE_IN_HASH = Rule.error(
            "variable-in-hash",
            "A variable for Flux stands in a ConfigMap with a hash in its name",
            "The hash is made before the value is put in, so that another value would roll no pod",
            "make the ConfigMap without the hash");

    public static final Rule HASHED_NAME = Rule.error(
            "hashed-name",
            "A name that carries a hash is used outside its own Kustomization",
            "Only kustomize knows the hash, and only in that one build",
            "read it in the component that makes it");

    public static final Rule HOST_MISSING = Rule.error(
                    "host-missing",
                    "A text names a host of this cluster that nothing makes",
                    "The program would look it up in vain",
                    "correct the host, make the Service, or say with external() where it comes from")
            .waivable();

    public static final Rule HOST_MISSPELT = Rule.warning(
                    "host-misspelt",
                    "A text names a host that is one letter away from one of this cluster",
                    "The program would look it up in vain, or reach somebody else",
                    "correct it, or waive this where both exist")
            .waivable();

    public static final Rule HOST_PORT = Rule.error(
                    "host-port",
                    "An address leads to a port that its Service does not offer",
                    "Connections would be refused",
                    "write a port that the Service has, or let it offer this one")
            .waivable();

    public static final Rule SELECTOR_MISSPELT = Rule.warning(
                    "selector-misspelt",
                    "A selector misses by one letter what is there",
                    "What it is for would not be found",
                    "correct it, or waive this where something else is meant")
            .waivable();

    public static final Rule SELECTED_PORT = Rule.error(
                    "selected-port",
                    "A monitor or policy names a port that what it selects does not have",
                    "Nothing would be measured, or let through",
                    "name a port that is there")
            .waivable();

    public static final Rule LISTENER_MISSING = Rule.error(
            "listener-missing",
            "A route names a listener that its Gateway does not have",
            "Nothing would arrive by that route",
            "name a listener that is there");

    public static final Rule ROUTE_REFUSED = Rule.error(
            "route-refused",
            "A Gateway does not take a route, since of its namespace or its host",
            "Nothing would arrive by that route",
            "let the listener admit the namespace, or correct the host");

    public static final Rule CERTIFICATE_HOST = Rule.error(
                    "certificate-host",
                    "A host is served with a certificate that is not for it",
                    "Browsers and programs would refuse the connection",
                    "add the host to dnsNames of the Certificate, or correct it")
            .waivable();

    public static final Rule LABEL_MISSPELT = Rule.warning(
                    "label-misspelt",
                    "A label has a value of its own, one letter away from that of others",
                    "What looks for the others would not find it",
                    "correct it, or waive this where both are meant")
            .waivable();

    public static final Rule GRAFANA_LABEL = Rule.warning(
                    "grafana-label",
                    "A file for Grafana has another label than any Grafana looks for",
                    "Grafana's sidecar would pass it over, and nobody would miss it but who looks for the page",
                    "give the label the value that the chart is told to look for")
            .waivable();

    public static final Rule LISTENING_PORT = Rule.warning(
                    "listening-port",
                    "A program is told to listen on another port than its container opens",
                    "Services and probes would ask the port that is opened, and nothing would answer there",
                    "write the same number in both")
            .waivable();

    public static final Rule CHART_PORT = Rule.warning(
                    "chart-port",
                    "A chart's Service is told another port than it is said to open",
                    "Whoever was given the port would find it closed",
                    "say the same in the value and in bringsService(…)")
            .waivable();

    public static final Rule BACKEND_PORT = Rule.error(
            "backend-port",
            "A route leads to a port that its Service does not have",
            "Nothing would answer there",
            "name a port that is there");

    public static final Rule GRANT_MISSING = Rule.error(
            "grant-missing",
            "A route or listener uses something of another namespace that nobody there allows",
            "The Gateway would refuse the reference",
            "make a ReferenceGrant in the namespace of what is used");

    public static final Rule NAME_MISSPELT = Rule.warning(
                    "name-misspelt",
                    "A name that need not exist is one letter away from one that does",
                    "What it is for would not happen",
                    "correct it, or waive this where something else is meant")
            .waivable();

    public static final Rule SEALED_FOR_ANOTHER = Rule.error(
            "sealed-for-another",
            "A SealedSecret's template has another name or namespace than itself",
            "The controller goes by its own name, and opens nothing that was sealed for another",
            "write its own name and namespace, or seal it anew");

    public static final Rule REPOSITORY_UNUSED = Rule.warning(
                    "repository-unused",
                    "No release takes a chart from a repository",
                    "Flux fetches its index again and again, for nobody",
                    "take a chart from it, or take it away")
            .waivable();

    public static final Rule FLOW_DRY = Rule.error(
                    "flow-dry",
                    "Something is there for metrics, logs or traces that nothing sends to it",
                    "It would run, and whoever looks would find it empty for ever",
                    "let something send there, or take it away; waive this for what is sent from outside the cluster")
            .waivable();

    public static final Rule FLOW_LOST = Rule.error(
                    "flow-lost",
                    "Something collects metrics, logs or traces and sends them nowhere",
                    "All that it collects would be thrown away",
                    "say where it sends them, or take it away")
            .waivable();

    private References() {}
}
