package espalier.rules;

/** What a cluster chooses to keep to; {@code espalier.policy} has what looks for each. */
public final class Policies {
    public static final Rule IMAGE_DIGEST = Rule.policy(
            "image-digest",
            "An image is not pinned to a digest",
            "A tag can be moved: the same commit would run another program tomorrow, and on another node",
            "write the image as NAME:TAG@sha256:…, as its registry shows it");

    public static final Rule MEMORY_LIMIT = Rule.policy(
            "memory-limit",
            "A container has no memory limit",
            "One that leaks takes its whole node with it, and other pods are killed in its place",
            "give it a limit");

    public static final Rule NON_ROOT = Rule.policy(
            "non-root",
            "A container may run as root",
            "Whoever breaks out of the container is root on the node",
            "set runAsNonRoot, and a user where the image names none by number");

    public static final Rule READ_ONLY_ROOT = Rule.policy(
            "read-only-root",
            "A container can write to its root file system",
            "Whoever gets in can change the program that runs, and what is written there is lost without a word",
            "set readOnlyRootFilesystem, and mount an emptyDir where the program has to write");

    public static final Rule PLAIN_SECRET = Rule.policy(
            "plain-secret",
            "A secret stands in git for all to read",
            "Whoever can read the repository, or ever could, has it",
            "let the bootstrap, a vault or an encrypted object make it, and change the value");

    public static final Rule SECRETS_FROM_VAULT = Rule.policy(
            "secrets-from-vault",
            "A secret stands in git, if encrypted, or is a variable of Flux",
            "Whoever ever has the key can read every version of it, and nobody can take it back",
            "keep it in the vault, and let an ExternalSecret bring it");

    public static final Rule OWN_CHART_SOURCE = Rule.policy(
            "own-chart-source",
            "A chart comes from a source that several apps share",
            "One source that does not answer, or is changed for one app, holds up all of them",
            "give each app an OCIRepository of its own");

    public static final Rule GATEWAY_API = Rule.policy(
            "gateway-api",
            "A route is no Gateway API",
            "The platform answers only what its Gateways admit",
            "make it an HTTPRoute");

    public static final Rule PREFERRED_GATEWAY = Rule.policy(
            "preferred-gateway",
            "A route hangs on another gateway than the preferred one",
            "It may be reachable from where nobody should reach it",
            "attach it to the preferred one, or waive this with the reason");

    public static final Rule VOLSYNC = Rule.policy(
            "volsync",
            "A backup is left to Velero",
            "VolSync makes the backups here, and nobody would look for another one when it is needed",
            "declare the backup with VolSync");

    public static final Rule NOT_BACKED_UP = Rule.policy(
            "not-backed-up",
            "A claim is copied to fewer places than the cluster wants",
            "What is in it is gone with the disks, or with the one place that it is copied to",
            "let the platform keep it, or copy it to one more place");

    public static final Rule NAMING = Rule.policy(
            "naming",
            "A name does not keep to the convention",
            "People and scripts look for what is called by it",
            "rename it");

    public static final Rule DEFAULT_DENY = Rule.policy(
            "default-deny",
            "A namespace with pods denies nothing by default",
            "Whoever gets into one of its pods can reach all others, and be reached by them",
            "add a NetworkPolicy for all pods of the namespace that lets nothing in");

    public static final Rule NARROW_RIGHTS = Rule.policy(
            "narrow-rights",
            "A role gives away everything",
            "Whoever gets hold of its token owns the cluster",
            "name the verbs and resources that are used");

    public static final Rule OWN_ACCOUNT = Rule.policy(
            "own-account",
            "Two apps share a ServiceAccount",
            "Each has the rights of both, and neither's can be taken away alone",
            "give each its own");

    public static final Rule NO_DEFAULT_TOKEN = Rule.policy(
            "no-default-token",
            "A pod gets the token of the default ServiceAccount",
            "It can talk to the API server although nobody decided that it should",
            "set automountServiceAccountToken to false, or name a ServiceAccount");

    private Policies() {}
}
