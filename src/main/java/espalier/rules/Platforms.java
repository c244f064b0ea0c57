package espalier.rules;

/** What a cluster runs on, and what contradicts it. */
public final class Platforms {
    public static final Rule NOT_EXPOSED = Rule.error(
            "not-exposed",
            "An app wants to be reached from outside, and the cluster does not say how",
            "Nobody would reach it",
            "give the cluster a gateway or an ingress controller with platform(…)");

    public static final Rule NOT_KEPT = Rule.error(
            "not-kept",
            "An app has something to keep, and the cluster does not say on what",
            "The app's pod would wait for a volume that nobody makes",
            "give the cluster a storage class with platform(Storage.on(…)), or what backs volumes up with platform(…)");

    public static final Rule NOT_PACKAGED = Rule.error(
            "not-packaged",
            "A workload says what the release that is to carry it cannot say",
            "The release would run something else than what is checked here",
            "change it, or let the cluster leave the component unpackaged(…)");

    public static final Rule PACKAGED_VALUES = Rule.error(
            "packaged-values",
            "The values of a release that carries objects are set by hand",
            "The release would run something else than what is checked here",
            "set or patch the objects that are carried, of which the values follow");

    public static final Rule POLICY_DIALECT = Rule.error(
            "policy-dialect",
            "A network policy would have to name what its kind has no word for",
            "What is let in by it would stay out",
            "isolate the namespace with policies of another kind");

    public static final Rule ISOLATION_EMPTY = Rule.error(
            "isolation-empty",
            "What is to be isolated names no namespace, or one in which nothing runs",
            "What was meant to be isolated stands elsewhere, open to all",
            "isolate the namespace that the pods run in");

    public static final Rule ISOLATION_SYSTEM = Rule.error(
            "isolation-system",
            "A namespace of the cluster's own parts, or of Flux, is isolated",
            "What these need is said by no object here: the network, the DNS or Flux would be cut off",
            "isolate the namespaces of apps");

    public static final Rule VERSION = Rule.error(
            "version",
            "A version cannot be one",
            "Nothing that depends on the version could be checked",
            "write it as in 1.33.4");

    public static final Rule VERSION_UNKNOWN = Rule.warning(
                    "version-unknown",
                    "A version of which nothing is known here",
                    "Whether the objects fit it is not checked",
                    "name one that is known, or waive this and look for yourself")
            .waivable();

    public static final Rule VERSIONS_APART = Rule.error(
                    "versions-apart",
                    "Two versions do not go together",
                    "One of the two would refuse to start, or behave as nobody tested",
                    "upgrade the older one first")
            .waivable();

    public static final Rule VERSIONS_UNTESTED = Rule.warning(
                    "versions-untested",
                    "Two versions were never tested together",
                    "It mostly works, and nobody promises it",
                    "upgrade the older one")
            .waivable();

    public static final Rule API_VERSION = Rule.error(
            "api-version",
            "An API version is not served",
            "The API server refuses the object",
            "write the version that is served");

    public static final Rule GIT_URL = Rule.error(
            "git-url",
            "Flux cannot follow the repository at this address",
            "Its GitRepository takes ssh, https and http addresses only",
            "write it as in ssh://git@example.com/team/clusters");

    public static final Rule GIT_BRANCH = Rule.error(
            "git-branch",
            "A branch has a name that git does not take",
            "Flux would find no such branch",
            "name the branch that is merged to");

    public static final Rule FLUX_INSTANCE = Rule.error(
            "flux-instance",
            "The operator of Flux is told otherwise than the cluster says",
            "Flux would follow another directory or repository, or be another Flux than what is checked here is meant for",
            "say what the cluster's class says, or let FluxInstance write it");

    public static final Rule ADDRESS = Rule.error(
            "address",
            "No address, or no network, as it stands",
            "Whoever reads it would refuse it, or read another one",
            "correct it");

    public static final Rule CHART_NETWORK = Rule.error(
                    "chart-network",
                    "A chart works with another network than the cluster says it has",
                    "Pods would get addresses that nobody routes, or that others have",
                    "give the chart the cluster's own network")
            .waivable();

    public static final Rule BGP_AS = Rule.error(
                    "bgp-as",
                    "A BGP peer has another autonomous system than is said of it",
                    "The session is never established, and no address is announced",
                    "write the number that the peer has")
            .waivable();

    public static final Rule BGP_TWICE = Rule.error(
            "bgp-twice",
            "A machine speaks BGP by two configurations",
            "Cilium follows one of them, and the peers of the other never hear of the machine",
            "write all peers into one, or select other machines");

    public static final Rule K3S_FLAG = Rule.error(
                    "k3s-flag",
                    "A flag that K3s does not know, or that means nothing",
                    "K3s would not start, or run with what the flag was to take away",
                    "correct it")
            .waivable();

    public static final Rule DISTRIBUTION_TWICE = Rule.error(
            "distribution-twice",
            "A cluster runs on two distributions",
            "What each brings contradicts the other",
            "keep one of them");

    public static final Rule CNI_TWICE = Rule.error(
                    "cni-twice",
                    "A cluster has more than one CNI",
                    "Both would configure the network of the same pods",
                    "take one of them away")
            .waivable();

    public static final Rule NETWORK_POLICY_TWICE = Rule.error(
                    "network-policy-twice",
                    "A cluster has more than one network policy controller",
                    "Both would write rules for the same packets",
                    "take one of them away")
            .waivable();

    public static final Rule SERVICE_PROXY_TWICE = Rule.error(
                    "service-proxy-twice",
                    "A cluster has more than one service proxy",
                    "Both would lead the same addresses, each by its own tables",
                    "take one of them away")
            .waivable();

    public static final Rule LOAD_BALANCER_TWICE = Rule.error(
                    "load-balancer-twice",
                    "A cluster has more than one load-balancer",
                    "Both would give addresses to the same Services",
                    "take one of them away")
            .waivable();

    public static final Rule DNS_TWICE = Rule.error(
                    "dns-twice",
                    "A cluster has more than one cluster DNS",
                    "Both would answer under the one address that pods ask",
                    "take one of them away")
            .waivable();

    public static final Rule METRICS_TWICE = Rule.error(
                    "metrics-twice",
                    "A cluster has more than one metrics server",
                    "Both would register for metrics.k8s.io, and one would never be ready",
                    "take one of them away")
            .waivable();

    public static final Rule CNI_MISSING = Rule.error(
                    "cni-missing",
                    "A cluster that needs a CNI has none",
                    "No pod would start, not even those of Flux",
                    "install one, or say with has() where it comes from")
            .waivable();

    public static final Rule SERVICE_PROXY_MISSING = Rule.error(
                    "service-proxy-missing",
                    "A cluster that needs a service proxy has none",
                    "No Service would lead anywhere, so that Flux would not even find the API server",
                    "install one, or say with has() where it comes from")
            .waivable();

    public static final Rule DNS_MISSING = Rule.error(
                    "dns-missing",
                    "A cluster that needs a cluster DNS has none",
                    "No name of a Service would be found, so that Flux would not reach its own sources",
                    "install one, or say with has() where it comes from")
            .waivable();

    public static final Rule LOAD_BALANCER_MISSING = Rule.error(
                    "load-balancer-missing",
                    "A cluster that needs a load-balancer has none",
                    "A Service of that type stays pending, and what holds it never becomes ready",
                    "install one, or say with has() where it comes from")
            .waivable();

    public static final Rule METRICS_MISSING = Rule.error(
                    "metrics-missing",
                    "A cluster that needs a metrics server has none",
                    "An autoscaler by CPU or memory would never scale",
                    "install one, or say with has() where it comes from")
            .waivable();

    public static final Rule NODE_SELECTOR = Rule.error(
                    "node-selector",
                    "No machine has the labels that are asked for",
                    "The pods would stay pending, or what is configured would apply to no machine",
                    "correct the selector, or give a machine the label")
            .waivable();

    public static final Rule MACHINE_MISSING = Rule.error(
                    "machine-missing",
                    "An object is called after a machine that is not there",
                    "What it says would be of no machine",
                    "write the hostname of a machine, or add the machine to the cluster")
            .waivable();

    public static final Rule TAINT = Rule.error(
                    "taint",
                    "Every machine has a taint that a pod does not tolerate",
                    "The pods would stay pending",
                    "let the pods tolerate one of the taints")
            .waivable();

    public static final Rule TAINT_FOR_NOBODY = Rule.warning(
                    "taint-for-nobody",
                    "A machine has a taint that nothing tolerates",
                    "Nothing that is made here runs on that machine",
                    "take the taint away, or let those tolerate it who shall run there")
            .waivable();

    public static final Rule DEVICE = Rule.error(
                    "device",
                    "No machine has a device that is asked for",
                    "The pods would stay pending",
                    "correct the name or the count, or say which machine has it")
            .waivable();

    public static final Rule DISK = Rule.error(
            "disk",
            "A machine's disk is at no path",
            "The storage system refuses the machine, and none of its disks is used",
            "write the path at which it is mounted");

    public static final Rule DEVICE_PLUGIN = Rule.error(
                    "device-plugin",
                    "A device is asked for that nothing offers to Kubernetes",
                    "Without its plugin a device is not there for pods, which would stay pending",
                    "install its device plugin")
            .waivable();

    public static final Rule DEVICE_FOR_ROOT = Rule.warning(
                    "device-for-root",
                    "A pod that does not run as root asks for a device that the runtime leaves to root",
                    "The pod would run, and find that it may not open the device",
                    "start K3s with --nonroot-devices on the machines that have it")
            .waivable();

    public static final Rule MACHINE_SIZE = Rule.error(
                    "machine-size",
                    "A pod asks for more than any machine has",
                    "The pods would stay pending",
                    "ask for less")
            .waivable();

    public static final Rule MACHINES_TOO_FEW = Rule.error(
                    "machines-too-few",
                    "Pods that cannot share a machine are more than the machines",
                    "The last of them, or the new one of each update, would stay pending",
                    "ask for fewer replicas, or end the old pod before the new one starts")
            .waivable();

    public static final Rule STORAGE_PLACE = Rule.error(
                    "storage-place",
                    "A volume is on none of the machines that a pod can run on",
                    "The pods would stay pending",
                    "take storage that those machines have, or let the pods run where it is")
            .waivable();

    public static final Rule STORAGE_TIER = Rule.error(
                    "storage-tier",
                    "A class asks for disks that too few machines have",
                    "Its volumes would never be made, or never have all their replicas",
                    "ask for fewer replicas, or for other disks")
            .waivable();

    public static final Rule STORAGE_FLEETING = Rule.error(
                    "storage-fleeting",
                    "What is to be kept for a time is on storage that goes with one machine, or with a pod",
                    "All of it would be lost with the machine's disk or with the pod, long before the time is over",
                    "take a storage class that keeps copies on other machines, or elsewhere")
            .waivable();

    public static final Rule NO_MACHINE = Rule.error(
                    "no-machine",
                    "No machine has all that a pod asks for",
                    "The pods would stay pending",
                    "ask for things that are on one machine")
            .waivable();

    public static final Rule CLASS_UNSERVED = Rule.error(
                    "class-unserved",
                    "A way in is asked for that nobody serves",
                    "Nothing would ever come in that way",
                    "name a class that is there, or install its controller")
            .waivable();

    public static final Rule POD_SECURITY = Rule.error(
                    "pod-security",
                    "A namespace does not admit a pod that is made in it",
                    "The workload would be there, and never a pod of it",
                    "take away what is not admitted, or label the namespace")
            .waivable();

    public static final Rule FLUX_NOWHERE = Rule.error(
                    "flux-nowhere",
                    "Flux finds no machine to run on",
                    "Its pods tolerate no taint, so that nothing would ever be applied",
                    "leave one machine without a taint")
            .waivable();

    public static final Rule DECRYPTION_KEY = Rule.error(
                    "decryption-key",
                    "Something is encrypted in git, and nobody gives Flux the key",
                    "Flux could apply nothing of the Kustomization that holds it",
                    "declare the Secret that holds the key")
            .waivable();

    private Platforms() {}
}
