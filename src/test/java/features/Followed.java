package features;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import infra.images.ImageAutomation;
import infra.images.ImageAutomation.FollowSettings;
import java.util.function.Consumer;

/** A cluster whose images Flux keeps up to date. */
final class Followed extends Cluster {
    private Followed(Fleet fleet, String name, String versions, Consumer<FollowSettings> rules, Consumer<Stage> apps) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@git.example.com/home", "main")
                        .versions(Resource.of("versions/" + versions)));
        var configs = new Stage(this, "configs");
        var login = new BootstrapSecret(
                configs.in(NamespaceHandle.FLUX_SYSTEM),
                "registry",
                s -> s.given(".dockerconfigjson", "what docker login writes for the registry"));
        new ImageAutomation(
                configs,
                "images",
                rules.andThen(a -> a.login("registry.example.com/private", login.key(".dockerconfigjson"))));
        apps.accept(new Stage(this, "apps", s -> s.after(configs)));
    }

    static Compilation by(String versions, Consumer<FollowSettings> rules, Consumer<Stage> apps) {
        return Compiled.cluster((fleet, name) -> new Followed(fleet, name, versions, rules, apps));
    }
}
