package features;

import espalier.Cluster;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Two Secrets, encrypted as the README of k3s-home's says, with a key that was made for it; the cluster {@link Unsealed} has them. */
public final class FreshlyEncrypted {
    static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    static final Path SECRETS = ROOT.resolve("src/main/resources/k3s-home");
    static final Pattern RECIPIENT = Pattern.compile("age1[a-z0-9]{58}");

    /** In the order into which kustomize brings them: the MAC covers it, though Flux does not look at the MAC. */
    static final String LOGIN = """
            # Who may come in.
            apiVersion: v1
            kind: Secret
            metadata:
              name: login
              namespace: media
            stringData:
              password: s${e}cr$$et
              user: somebody
            """;

    static final String VARIABLES = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: variables
              namespace: flux-system
            stringData:
              DOMAIN: example.com
            """;

    private final Path folder;
    private final String sops = Tools.find("sops");

    private FreshlyEncrypted(Path folder) {
        this.folder = folder;
    }

    /** Encrypts them below {@code folder}; the test is skipped, aloud, where there is no sops. */
    public static FreshlyEncrypted in(Path folder) {
        var encrypted = new FreshlyEncrypted(folder);
        try {
            encrypted.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encrypted;
    }

    private void make() throws IOException {
        String keygen = Tools.find("age-keygen");
        run(keygen, "-o", "keys.txt");
        String recipient = run(keygen, "-y", "keys.txt").strip();
        System.setProperty(Unsealed.RECIPIENT, recipient);
        Files.writeString(
                folder.resolve(".sops.yaml"),
                RECIPIENT.matcher(Files.readString(ROOT.resolve(".sops.yaml"))).replaceAll(recipient));
        Files.createDirectories(file("login").getParent());
        encrypt("login", LOGIN);
        encrypt("variables", VARIABLES);
    }

    private void encrypt(String name, String text) throws IOException {
        Files.writeString(file(name), text);
        String command = Files.readString(SECRETS.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("sops encrypt "))
                .findFirst()
                .orElseThrow();
        run(command.replaceFirst("^sops", sops).replace("NAME", name).split(" "));
    }

    private String run(String... command) {
        return Tools.run(List.of(command), folder, "").expectSuccess();
    }

    Path file(String name) {
        return folder.resolve("src/main/resources/k3s-home/" + name + ".sops.yaml");
    }

    /** The file with the age identity, as {@code age-keygen} wrote it. */
    public String identity() throws IOException {
        return Files.readString(folder.resolve("keys.txt"));
    }

    /** What sops makes of {@code file} with the key. */
    Tools.Ran decrypt(Path file) {
        return Tools.run(
                List.of("env", "SOPS_AGE_KEY_FILE=" + folder.resolve("keys.txt"), sops, "decrypt", file.toString()),
                folder,
                "");
    }

    /** The cluster {@link Unsealed}, under the name {@code test}, with these files. */
    public Compilation compiled() throws ReflectiveOperationException, IOException {
        URL classes = Unsealed.class.getProtectionDomain().getCodeSource().getLocation();
        var maker = new Own(folder.resolve("src/main/resources").toUri().toURL(), classes)
                .loadClass(Unsealed.class.getName())
                .asSubclass(Cluster.class)
                .getConstructor(Fleet.class, String.class);
        return Compiled.cluster((fleet, name) -> {
            try {
                return maker.newInstance(fleet, name);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Writes the tree of {@link #compiled()} to {@code folder}. */
    public void writeTree(Path folder) throws ReflectiveOperationException, IOException {
        ClusterTree.of(compiled()).writeTo(folder);
    }

    /** Has an {@link Unsealed} of its own, with its own resources, and everything else from where the test has it. */
    private static final class Own extends URLClassLoader {
        Own(URL resources, URL classes) {
            super(new URL[] {resources, classes}, FreshlyEncrypted.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Unsealed.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
