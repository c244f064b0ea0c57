package features;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key as the controller of Sealed Secrets makes one, and what kubeseal, which is made of the controller's code, opens with it. */
public final class SealingKeys {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;

    private SealingKeys(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** A key of 2048 bits whose certificate is good for ten years. */
    public static SealingKeys in(Path folder) {
        return in(folder, "key", "-keyalg", "RSA", "-keysize", "2048", "-validity", "3650");
    }

    /** @param options of {@code keytool -genkeypair} */
    static SealingKeys in(Path folder, String name, String... options) {
        var keys = new SealingKeys(folder, name);
        var command = new ArrayList<>(List.of("-genkeypair", "-alias", "key", "-dname", "CN=test"));
        command.addAll(List.of(options));
        keys.keytool(command);
        keys.keytool(List.of(
                "-exportcert",
                "-rfc",
                "-alias",
                "key",
                "-file",
                keys.certificate().toString()));
        return keys;
    }

    private void keytool(List<String> options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(options);
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Tools.run(command, folder, "").expectSuccess();
    }

    private Path store() {
        return folder.resolve(name + ".p12");
    }

    /** The certificate, in PEM. */
    Path certificate() {
        return folder.resolve(name + ".crt");
    }

    /** The private key, in PEM. */
    Path privateKey() {
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            byte[] key = store.getKey("key", PASSWORD.toCharArray()).getEncoded();
            Path file = folder.resolve(name + ".key");
            Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key)
                            + "\n-----END PRIVATE KEY-----\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the code of the controller makes of {@code sealed} with the key: a Secret, as YAML. */
    Tools.Ran unseal(String sealed) {
        return Tools.run(
                List.of(
                        Tools.find("kubeseal"),
                        "--recovery-unseal",
                        "--recovery-private-key",
                        privateKey().toString(),
                        "-o",
                        "yaml"),
                folder,
                sealed);
    }
}
