package espalier.live;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Private keys of clients. What stands above a key in PEM says its algorithm, except in PKCS #8, where the client takes RSA. */
final class ClientKeys {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private ClientKeys() {}

    /** Says in {@code config} of what algorithm its key is. */
    static void tellAlgorithm(Config config) throws LiveException {
        String pem = pem(config);
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < 0) {
            config.setClientKeyAlgo(pem.contains("BEGIN EC PRIVATE KEY") ? "EC" : "RSA");
            return;
        }
        byte[] key = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try {
                KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
                config.setClientKeyAlgo(algorithm);
                return;
            } catch (GeneralSecurityException e) {
                // it may be of the other one
            }
        }
        throw new LiveException("the client-key of the kubeconfig is neither of RSA nor of an elliptic curve");
    }

    private static String pem(Config config) throws LiveException {
        String data = config.getClientKeyData();
        String file = config.getClientKeyFile();
        try {
            if (data != null) {
                return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
            }
            return file == null ? "" : Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | IllegalArgumentException e) {
            throw new LiveException("the client-key of the kubeconfig cannot be read: " + e, e);
        }
    }
}
