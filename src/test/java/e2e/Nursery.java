package e2e;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.FluxKustomization;
import espalier.flux.GitRepository;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Manifests;
import espalier.platform.K3s;

/** A cluster that needs something of each sort before Flux: a definition, a core component with an object of it, and a chart. */
final class Nursery extends Cluster {
    /**
     * @param git where Flux shall find the tree
     * @param charts the repository of the sprinkler's chart
     * @param full whether it says what a later commit takes away: a field of an object, and a value of the chart
     */
    Nursery(Fleet fleet, String name, String git, String charts, boolean full) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").git(git, "main"));
        var k3s = new K3s(this, "v1.33.5+k3s1");
        var stage = new Stage(this, "base");
        var definitions = new Manifests(stage, "definitions", "a test", Resource.of("bootstrap/seed.yaml"));
        var bed = new Bed(stage, "bed", full);
        var sprinkler = new Sprinkler(stage, "sprinkler", charts, full);
        k3s.beforeFlux("crds", definitions, "the bed is made of them");
        var weeds = new Weeds(stage, "weeds", git);
        k3s.beforeFlux("core", bed, "nothing grows without");
        k3s.beforeFlux("core", weeds, "they grow anyway");
        k3s.beforeFlux("core", sprinkler, "nothing grows without");
        new ConfigMap(new Stage(this, "later", s -> s.after(stage)), "harvest", m -> m.value("pears", "many"));
    }

    private static final class Bed extends Component {
        Bed(Scope scope, String id, boolean full) {
            super(scope, id);
            new ConfigMap(this, "soil", c -> {
                c.value("loam", "some");
                if (full) {
                    c.value("sand", "a little");
                }
            });
            new Manifests(this, "pear", "a test", Resource.of("bootstrap/pear.yaml"));
        }
    }

    /** What stands in another repository, which the test's is as well. */
    private static final class Weeds extends Component {
        Weeds(Scope scope, String id, String git) {
            super(scope.in(NamespaceHandle.FLUX_SYSTEM), id);
            var source = new GitRepository(this, "source", git, GitRepository.tag("wild"));
            new FluxKustomization(this, "wild", source, "./weeds", k -> {});
        }
    }

    private static final class Sprinkler extends Component {
        Sprinkler(Scope scope, String id, String charts, boolean full) {
            super(scope, id);
            var tap = node().cluster().external().secret(NamespaceHandle.DEFAULT, "tap", "the test makes it", "code");
            var repository = new HelmRepository(this, charts);
            new HelmRelease(this, repository.chart("sprinkler", "1.2.3"), CrdOwner.RELEASE, h -> {
                h.value(3, "hours").value(tap.key("code"), "tap", "code");
                if (full) {
                    h.value("dawn", "again");
                }
            });
        }
    }
}
