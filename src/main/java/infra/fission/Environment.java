package infra.fission;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;

/** A language that functions are written in: the image that runs them, of which a few pods wait for the next one that is asked for. */
public final class Environment extends Component {
    private final CustomResource environment;

    /**
     * An environment in the namespace of functions.
     *
     * @param image that has Fission's own server for the language, as {@code ghcr.io/fission/node-env-22}
     * @param waiting how many pods wait
     */
    public Environment(Scope scope, String id, Fission fission, String image, int waiting) {
        super(scope, id);
        environment = new CustomResource(
                in(fission.functions()),
                Fission.API,
                "Environment",
                e -> e.spec("version", 3)
                        .spec("runtime", Mapping.of("image", node().image(image)))
                        .spec("poolsize", waiting)
                        .spec(
                                "resources",
                                Mapping.of("requests", Mapping.of("cpu", "10m").put("memory", "64Mi"))
                                        .put("limits", Mapping.of("memory", "256Mi"))));
    }

    Text name() {
        return environment.name();
    }
}
