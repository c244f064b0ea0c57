package espalier.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to believe, and who to be, on a connection. */
final class Trust {
    private static final char[] NO_PASSWORD = {};

    private Trust() {}

    /**
     * @param authority the certificates that the server's must be signed by; null for those that Java knows
     * @param certificate the client's own, null where it has none
     * @param key of that certificate
     * @param isBlind whether any server is believed
     */
    static SSLContext context(
            byte @Nullable [] authority, byte @Nullable [] certificate, byte @Nullable [] key, boolean isBlind)
            throws RemoteException {
        try {
            KeyManager[] keys = certificate == null || key == null ? null : keys(certificate, key);
            TrustManager[] trust = isBlind ? new TrustManager[] {new Anyone()} : trust(authority);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new RemoteException("the certificates of the kubeconfig cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(byte[] certificate, byte[] key)
            throws GeneralSecurityException, IOException, RemoteException {
        KeyStore store = store();
        store.setKeyEntry("client", PrivateKeys.read(key), NO_PASSWORD, certificates(certificate));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trust(byte @Nullable [] authority)
            throws GeneralSecurityException, IOException {
        if (authority == null) {
            return null;
        }
        KeyStore store = store();
        Certificate[] certificates = certificates(authority);
        for (int i = 0; i < certificates.length; i++) {
            store.setCertificateEntry("authority" + i, certificates[i]);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Certificate[] certificates(byte[] pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem))
                .toArray(new Certificate[0]);
    }

    /** What {@code insecure-skip-tls-verify} asks for. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
