package espalier.flux;

import espalier.Component;
import espalier.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HelmRepository for each publisher, in one place, from which the releases of all namespaces take their charts. It holds
 * those from which something is taken, and no others.
 */
public final class CentralRepositories extends Component implements Charts {
    private final Map<String, HelmRepository> byUrl = new LinkedHashMap<>();

    /** Repositories in the namespace of {@code scope}. */
    public CentralRepositories(Scope scope, String id) {
        super(scope, id);
    }

    @Override
    public Chart source(Scope release, String name, PublishedChart chart) {
        String url = chart.repositoryUrl();
        HelmRepository repository = byUrl.get(url);
        if (repository == null) {
            String id = chart.repositoryName();
            repository = new HelmRepository(this, id, url, r -> r.named(id).interval(chart.interval()));
            byUrl.put(url, repository);
        }
        return repository.chart(chart.name(), chart.version());
    }
}
