package espalier.binding;

import espalier.live.Fingerprint;
import espalier.live.LiveException;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which running cluster is which of the repository's, so that nothing meant for one reaches another.
 *
 * <p>A file for each, committed: everybody who works with the repository is held to it, and two people who bootstrap two
 * clusters write two files. The cluster itself carries its name as well, for as long as the file is not merged.
 */
public final class Bindings {
    private static final String FOLDER = "bindings";

    private final Path folder;
    private final List<Binding> all = new ArrayList<>();

    private Bindings(Path folder) {
        this.folder = folder;
    }

    /** Those of the repository at {@code root}. */
    public static Bindings in(Path root) throws IOException, LiveException {
        var bindings = new Bindings(root.resolve(FOLDER));
        if (Files.isDirectory(bindings.folder)) {
            try (Stream<Path> files = Files.list(bindings.folder)) {
                for (Path file : files.sorted().toList()) {
                    if (file.getFileName().toString().endsWith(".yaml")) {
                        bindings.all.add(read(file));
                    }
                }
            }
        }
        return bindings;
    }

    private static Binding read(Path file) throws IOException, LiveException {
        String name = file.getFileName().toString();
        try {
            List<YamlReader.Document> documents = YamlReader.documents(Files.readString(file));
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping said) {
                String context = said.text("context");
                String fingerprint = said.text("fingerprint");
                if (context != null && fingerprint != null && !fingerprint.isEmpty()) {
                    return new Binding(name.substring(0, name.length() - ".yaml".length()), context, fingerprint);
                }
            }
        } catch (YamlReader.SyntaxException e) {
            throw new LiveException(file + " cannot be read: " + e.getMessage(), e);
        }
        throw new LiveException(file + " does not say `context` and `fingerprint`: take it from git again");
    }

    /** That of {@code cluster}; null where it was not bootstrapped, as far as is known here. */
    public @Nullable Binding of(String cluster) {
        for (Binding binding : all) {
            if (binding.cluster().equals(cluster)) {
                return binding;
            }
        }
        return null;
    }

    /** Whether none is remembered. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Stops where a cluster is not the one that it is taken for.
     *
     * @param live what is behind {@code context}
     * @param expected the repository's name of the cluster that is meant; null for whichever it is
     * @return the repository's name of what is behind the context; null where it is none that is known here
     */
    public @Nullable String check(Fingerprint live, String context, @Nullable String expected) throws LiveException {
        Binding found = by(live.uid());
        if (expected != null) {
            Binding wanted = of(expected);
            boolean other = wanted == null ? found != null || isOther(live, expected) : !wanted.equals(found);
            if (other) {
                throw new LiveException(leadsTo(context, found, live) + ", and not to " + expected
                        + wayOut(wanted, found, live, expected));
            }
            return expected;
        }
        if (found != null) {
            return found.cluster();
        }
        Binding named = byContext(context);
        Binding marked = live.cluster() == null ? null : of(live.cluster());
        Binding taken = named != null ? named : marked;
        if (taken != null) {
            throw new LiveException(leadsTo(context, null, live) + ", and not to " + taken.cluster()
                    + wayOut(taken, null, live, taken.cluster()));
        }
        return live.cluster();
    }

    private static boolean isOther(Fingerprint live, String expected) {
        return live.cluster() != null && !live.cluster().equals(expected);
    }

    private @Nullable Binding by(String fingerprint) {
        for (Binding binding : all) {
            if (binding.fingerprint().equals(fingerprint)) {
                return binding;
            }
        }
        return null;
    }

    private @Nullable Binding byContext(String context) {
        for (Binding binding : all) {
            if (binding.context().equals(context)) {
                return binding;
            }
        }
        return null;
    }

    private static String leadsTo(String context, @Nullable Binding found, Fingerprint live) {
        String name = found != null ? found.cluster() : live.cluster();
        return "the context " + context + " leads to "
                + (name == null
                        ? "a cluster that is none of this repository's"
                        : found != null ? name : "a cluster that was bootstrapped as " + name)
                + " (fingerprint " + live.uid() + ")";
    }

    private static String wayOut(@Nullable Binding wanted, @Nullable Binding found, Fingerprint live, String expected) {
        String is = wanted == null
                ? ""
                : " (fingerprint " + wanted.fingerprint() + ", called " + wanted.context()
                        + " when it was bootstrapped)";
        boolean mayBeNew = wanted != null
                && found == null
                && (live.cluster() == null || live.cluster().equals(expected));
        return is + ". Name the right one with --context"
                + (mayBeNew
                        ? "; where " + expected + " was made anew, say so with: espalier bootstrap " + expected
                                + " --rebind"
                        : "");
    }

    /** Whether {@code live} may take the place of what {@code cluster} was: it is no other cluster that anybody knows. */
    public boolean mayBecome(Fingerprint live, String cluster) {
        return by(live.uid()) == null && !isOther(live, cluster);
    }

    /** Remembers {@code binding}, in place of what was there for its cluster; gives the file, for a person to commit. */
    public Path remember(Binding binding) throws IOException {
        Path file = folder.resolve(binding.cluster() + ".yaml");
        if (binding.equals(of(binding.cluster()))) {
            return file;
        }
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "binding", ".tmp");
        Files.writeString(draft, """
                # Which running cluster %s is. Written by `espalier bootstrap`; every command that speaks to a cluster holds it
                # against this. The fingerprint is the UID of the namespace kube-system.
                context: "%s"
                fingerprint: "%s"
                """.formatted(
                        binding.cluster(),
                        binding.context().replace("\\", "\\\\").replace("\"", "\\\""),
                        binding.fingerprint()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        all.removeIf(other -> other.cluster().equals(binding.cluster()));
        all.add(binding);
        return file;
    }
}
