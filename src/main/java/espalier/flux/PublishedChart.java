package espalier.flux;

import espalier.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart as its publisher offers it, in one version: in a repository of charts, in a registry of OCI artifacts, or in both.
 * Which of them a release takes it from, the cluster says ({@link Charts}); where it says nothing, from the first that is named
 * here.
 */
public final class PublishedChart {
    private final String name;
    private final String version;
    private final @Nullable String repositoryName;
    private final @Nullable String repository;
    private final @Nullable String registry;
    private final boolean registryFirst;
    private final Duration interval;

    private PublishedChart(
            String name,
            String version,
            @Nullable String repositoryName,
            @Nullable String repository,
            @Nullable String registry,
            boolean registryFirst,
            Duration interval) {
        this.name = name;
        this.version = version;
        this.repositoryName = repositoryName;
        this.repository = repository;
        this.registry = registry;
        this.registryFirst = registryFirst;
        this.interval = interval;
    }

    /** The chart {@code name} in {@code version}; where it is to be had is said next. */
    public static PublishedChart of(String name, String version) {
        return new PublishedChart(name, version, null, null, null, false, Duration.ofHours(1));
    }

    /**
     * In a repository of charts.
     *
     * @param name what the repository is called in a cluster, such as {@code jetstack}
     * @param url its address, which begins with {@code https://}
     */
    public PublishedChart repository(String name, String url) {
        return new PublishedChart(this.name, version, name, url, registry, registry != null, interval);
    }

    /**
     * In a registry of OCI artifacts.
     *
     * @param folder what stands before the chart's name, as {@code oci://quay.io/jetstack/charts}
     */
    public PublishedChart registry(String folder) {
        return new PublishedChart(name, version, repositoryName, repository, folder, repository == null, interval);
    }

    /** How often Flux looks for it in a source of its own; default 1 hour. */
    public PublishedChart every(Duration interval) {
        return new PublishedChart(name, version, repositoryName, repository, registry, registryFirst, interval);
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    /** What the publisher's repository is called in a cluster: its own name, or else the chart's. */
    public String repositoryName() {
        return repositoryName == null ? name : repositoryName;
    }

    /** What a HelmRepository that has it names as its address: the repository, or else the folder of the registry. */
    public String repositoryUrl() {
        return String.valueOf(repository == null ? registry : repository);
    }

    /** Wherever it is to be had: a repository's address, a registry's folder, or both. */
    List<String> addresses() {
        var addresses = new ArrayList<String>(2);
        for (String address : Arrays.asList(repository, registry)) {
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** How often Flux looks for it. */
    public Duration interval() {
        return interval;
    }

    Chart fromFirst(Scope release, String name) {
        return registryFirst ? fromRegistry(release, name) : fromRepository(release, name);
    }

    Chart fromRegistry(Scope release, String name) {
        if (registry == null) {
            return fromRepository(release, name);
        }
        return new OciRepository(
                release, registry + "/" + this.name, version, o -> o.named(name).interval(interval));
    }

    private Chart fromRepository(Scope release, String name) {
        return new HelmRepository(release, repositoryUrl(), r -> r.named(name).interval(interval))
                .chart(this.name, version);
    }
}
