package espalier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cluster says of itself, once. */
public final class ClusterSettings extends Settings {
    private final Setting<String> kubernetes = setting("kubernetes");
    private final Setting<String> flux = setting("flux");
    private final Setting<String> gitUrl = setting("git");
    private final Setting<String> gitBranch = setting("git branch");
    private final Setting<LabelConvention> labels = setting("labels");
    private final Setting<Layout> layout = setting("layout");
    private final Setting<Duration> interval = setting("interval");
    private final Setting<Duration> retryInterval = setting("retryInterval");
    private final Setting<Duration> sourceInterval = setting("sourceInterval");
    private final Setting<Boolean> strictOrder = setting("strictOrder");
    private final Setting<Resource> versions = setting("versions");

    private final Setting<List<String>> sops = setting("sops");
    private boolean versionsShared;
    private final List<Policy> policies = new ArrayList<>(0);

    ClusterSettings(Node node) {
        super(node);
    }

    /** The version of Kubernetes, as {@code 1.33} or {@code 1.33.4}. */
    public ClusterSettings kubernetes(String version) {
        kubernetes.set(version);
        return this;
    }

    /** The version of Flux, as {@code 2.7.5}. */
    public ClusterSettings flux(String version) {
        flux.set(version);
        return this;
    }

    /**
     * The repository that Flux follows, and the branch.
     *
     * @param url as Flux's GitRepository takes it, without a credential
     */
    public ClusterSettings git(String url, String branch) {
        gitUrl.set(url);
        gitBranch.set(branch);
        return this;
    }

    /** The labels of the cluster's objects; default {@link LabelConvention#app()}. */
    public ClusterSettings labels(LabelConvention convention) {
        labels.set(convention);
        return this;
    }

    /**
     * The file that says in which version images and charts run, for bots and people to edit; default is none, and each construct
     * has its own. What it must look like, {@link VersionFile} says.
     */
    public ClusterSettings versions(Resource file) {
        versions.set(file);
        return this;
    }

    /**
     * As {@link #versions}, in a file that several clusters name: an app that moves from one to the other finds its version there.
     * What this cluster does not run, another may.
     */
    public ClusterSettings sharedVersions(Resource file) {
        versions.set(file);
        versionsShared = true;
        return this;
    }

    /** Whether other clusters name the same file of versions. */
    public boolean sharesVersions() {
        return versionsShared;
    }

    @Nullable
    Resource versions() {
        return versions.get();
    }

    /** Tells of labels that were set, though the cluster's packaging has its own. */
    void refuseLabels() {
        if (labels.isSet()) {
            Setting.reportTwice(node(), "the labels", "a convention", "those of its packaging");
        }
    }

    /** Where things stand in the cluster's directory; default {@link Layout#stages()}. */
    public ClusterSettings layout(Layout layout) {
        this.layout.set(layout);
        return this;
    }

    /** How often Flux compares each component with the cluster; default 10 minutes. A new commit is applied at once. */
    public ClusterSettings interval(Duration interval) {
        this.interval.set(interval);
        return this;
    }

    /** How soon Flux tries again what failed; default 2 minutes. */
    public ClusterSettings retryInterval(Duration interval) {
        retryInterval.set(interval);
        return this;
    }

    /** How often Flux looks for a new commit; default 1 minute. */
    public ClusterSettings sourceInterval(Duration interval) {
        sourceInterval.set(interval);
        return this;
    }

    /**
     * Also waits, at every commit, for what a component only needs in order to run; default is to wait only for what it
     * needs in order to be applied. Each level of waiting costs the time between two looks of Flux (30 s unless its
     * {@code --requeue-dependency} says less).
     */
    public ClusterSettings strictOrder() {
        strictOrder.set(true);
        return this;
    }

    /**
     * Lets Flux decrypt what SOPS encrypted for {@code recipients}, each the public key of an age identity ({@code age1…}).
     * Whoever bootstraps the cluster brings an identity in the Secret {@code sops-age} of Flux's namespace. Several are for the
     * time in which a new identity replaces an old one.
     */
    public ClusterSettings sops(String... recipients) {
        sops.set(List.of(recipients));
        return this;
    }

    /**
     * Switches policies on; may be said several times, and one that is on already changes nothing. What breaks one is an error
     * unless it is waived. {@code espalier.policy} has them.
     */
    public ClusterSettings policies(Policy... policies) {
        return policies(Arrays.asList(policies));
    }

    /** Switches on a set of policies, such as {@code PolicySets.SAFE_PODS}. */
    public ClusterSettings policies(List<? extends Policy> set) {
        for (Policy policy : set) {
            if (policy == null) {
                Setting.reportNull(node(), "a policy");
            } else {
                add(policy);
            }
        }
        return this;
    }

    private void add(Policy policy) {
        for (Policy other : policies) {
            if (other == policy) {
                return;
            }
            if (other.rule().id().equals(policy.rule().id())) {
                reportTwice("the policy " + policy.rule(), other, policy);
                return;
            }
        }
        policies.add(policy);
    }

    /** The policies that are switched on. */
    public List<Policy> policies() {
        return List.copyOf(policies);
    }

    /** For whom the cluster's secrets are encrypted; empty where that is not said. */
    public List<String> sopsRecipients() {
        return sops.or(List.of());
    }

    public String kubernetes() {
        return kubernetes.or("");
    }

    public String flux() {
        return flux.or("");
    }

    /** Whether a repository is named at all. */
    public boolean hasGit() {
        return gitUrl.isSet();
    }

    public String gitUrl() {
        return gitUrl.or("");
    }

    public String gitBranch() {
        return gitBranch.or("main");
    }

    public LabelConvention labels() {
        return labels.or(LabelConvention.app());
    }

    public Layout layout() {
        return layout.or(Layout.stages());
    }

    public Duration interval() {
        return interval.or(Duration.ofMinutes(10));
    }

    public Duration retryInterval() {
        return retryInterval.or(Duration.ofMinutes(2));
    }

    public Duration sourceInterval() {
        return sourceInterval.or(Duration.ofMinutes(1));
    }

    public boolean isStrictOrder() {
        return strictOrder.or(false);
    }
}
