package espalier.applied;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Flux applies of a directory that says nothing of what it holds: every YAML below it, but a folder that says so itself is taken as it
 * says. As {@code scanManifests} of fluxcd/pkg/kustomize; whoever is named by another kustomization.yaml must have one, since then it is
 * kustomize itself that looks.
 */
final class UnlistedFiles {
    /** What no source brings, unless it says otherwise: {@code DefaultPatterns} of fluxcd/pkg/sourceignore, as far as it is YAML. */
    private static final Set<String> NEVER_BROUGHT = Set.of(
            ".git",
            ".github",
            ".circleci",
            ".travis.yml",
            ".gitlab-ci.yml",
            "appveyor.yml",
            ".drone.yml",
            "cloudbuild.yaml",
            "codeship-services.yml",
            "codeship-steps.yml",
            ".goreleaser.yml",
            ".sops.yaml",
            ".flux.yaml");

    private static final String IGNORE = ".sourceignore";

    private final TreeFiles files;
    private final KustomizeBuild build;
    private final Documents read;

    UnlistedFiles(TreeFiles files, KustomizeBuild build, Documents read) {
        this.files = files;
        this.build = build;
        this.read = read;
    }

    List<BuiltObject> of(String directory) throws NotUnderstood {
        if (files.names(directory).isEmpty()) {
            throw NotUnderstood.broken("there is no " + directory);
        }
        for (int end = directory.indexOf('/'); end >= 0; end = directory.indexOf('/', end + 1)) {
            ignored(directory.substring(0, end + 1) + IGNORE);
        }
        ignored(IGNORE);
        var objects = new ArrayList<BuiltObject>();
        add(directory, objects);
        return objects;
    }

    private void add(String directory, List<BuiltObject> objects) throws NotUnderstood {
        ignored(directory + "/" + IGNORE);
        for (String name : new TreeSet<>(files.names(directory))) {
            String path = directory + "/" + name;
            if (NEVER_BROUGHT.contains(name)) {
                continue;
            }
            String text = files.read(path);
            if (text == null) {
                if (build.isListed(path)) {
                    objects.addAll(build.of(path, 1));
                } else {
                    add(path, objects);
                }
            } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                read.of(path, text).forEach(object -> objects.add(new BuiltObject(object, path)));
            }
        }
    }

    private void ignored(String file) throws NotUnderstood {
        if (files.read(file) != null) {
            throw new NotUnderstood(
                    file + " says which of its files Flux brings, which only Flux itself knows to follow");
        }
    }
}
