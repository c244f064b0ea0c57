package infra;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Provision;
import espalier.Scope;
import espalier.flux.FluxKustomization;
import espalier.flux.GitRepository;
import java.time.Duration;

/**
 * The definitions of a program's custom resources, from its makers' own repository: for those that must be there before the
 * program is, and for programs whose chart has none.
 */
public final class Definitions extends Component {
    private final FluxKustomization definitions;

    /**
     * Those in a directory of a repository.
     *
     * @param repository its address, which begins with {@code https://}
     * @param tag the version of the program
     * @param directory from the top of the repository, as {@code config/crd/bases}
     * @param groups of which all definitions are there
     */
    public Definitions(Scope scope, String id, String repository, String tag, String directory, String... groups) {
        super(scope, id);
        definitions = of(this, repository, tag, directory, groups);
    }

    /** As the constructor says it, made in {@code owner}. */
    public static FluxKustomization of(
            Component owner, String repository, String tag, String directory, String... groups) {
        Scope flux = owner.in(NamespaceHandle.FLUX_SYSTEM);
        int slash = directory.indexOf('/');
        var source = new GitRepository(
                flux,
                "source",
                repository,
                GitRepository.tag(tag),
                g -> g.only(slash < 0 ? directory : directory.substring(0, slash))
                        .interval(Duration.ofHours(1)));
        return new FluxKustomization(flux, "definitions", source, "./" + directory, k -> {
            for (String group : groups) {
                k.bringsCrds(group);
            }
        });
    }

    /** Ready when the definitions are there. */
    public Provision definitions() {
        return definitions.provision();
    }
}
