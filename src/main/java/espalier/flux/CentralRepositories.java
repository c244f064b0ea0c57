package espalier.flux;

import espalier.Component;
import espalier.Scope;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One HelmRepository for each publisher, in one place, from which the releases of all namespaces take their charts. It holds
 * those that are declared, and those of other publishers from which something is taken.
 */
public final class CentralRepositories extends Component implements Charts {
    private static final Duration EVERY = Duration.ofHours(1);
    private final Map<String, HelmRepository> byUrl = new LinkedHashMap<>();
    private final Set<String> listed = new HashSet<>();

    /** Repositories in the namespace of {@code scope}. */
    public CentralRepositories(Scope scope, String id) {
        super(scope, id);
    }

    /** Declares the repository {@code name} at {@code url}, where Flux looks every hour. */
    public HelmRepository repository(String name, String url) {
        return repository(name, url, EVERY);
    }

    /** Declares the repository {@code name} at {@code url}, which begins with {@code https://} or {@code oci://}. */
    public HelmRepository repository(String name, String url, Duration interval) {
        listed.add(url);
        return make(name, url, interval);
    }

    private HelmRepository make(String name, String url, Duration interval) {
        var repository = new HelmRepository(this, name, url, r -> r.named(name).interval(interval));
        byUrl.putIfAbsent(url, repository);
        return repository;
    }

    @Override
    public Chart source(Scope release, String name, PublishedChart chart) {
        for (String url : chart.addresses()) {
            HelmRepository declared = byUrl.get(url);
            if (declared != null) {
                return declared.chart(chart.name(), chart.version());
            }
        }
        return make(chart.repositoryName(), chart.repositoryUrl(), chart.interval())
                .chart(chart.name(), chart.version());
    }

    @Override
    public boolean lists(PublishedChart chart) {
        for (String url : chart.addresses()) {
            if (listed.contains(url)) {
                return true;
            }
        }
        return false;
    }
}
