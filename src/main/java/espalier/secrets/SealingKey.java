package espalier.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.hidden.Hidden;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * The public half of the key of a cluster's Sealed Secrets: what is sealed with it, only that cluster opens.
 *
 * <p>Sealed is as the controller reads it: a new AES-256 key, encrypted by RSA-OAEP with SHA-256 and the label of the scope, behind
 * its length in two bytes; then the value, encrypted by AES-GCM with that key. The key is used once, so that the nonce may be zero.
 */
public final class SealingKey {
    private static final String BEGINS = "-----BEGIN CERTIFICATE-----";
    private static final String ENDS = "-----END CERTIFICATE-----";
    private static final int LEAST_BITS = 2048;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;

    private SealingKey(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** The first certificate in {@code pem}, which must be fit to seal with at {@code now}. */
    public static SealingKey read(String pem, Instant now) throws SecretException {
        if (pem.contains("PRIVATE KEY-----")) {
            throw new SecretException(
                    "it holds a private key, which must never leave the cluster: take the certificate alone,"
                            + " and if the file was ever committed, have the controller make a new key and seal all anew");
        }
        int begin = pem.indexOf(BEGINS);
        int end = pem.indexOf(ENDS, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new SecretException("it holds no certificate in PEM, which begins with " + BEGINS);
        }
        X509Certificate certificate = certificate(pem.substring(begin, end + ENDS.length()));
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key)) {
            throw new SecretException(
                    "its key is of the kind " + certificate.getPublicKey().getAlgorithm()
                            + ", and the controller opens only what is sealed with RSA");
        }
        if (key.getModulus().bitLength() < LEAST_BITS) {
            throw new SecretException("its key has " + key.getModulus().bitLength() + " bits, and one of fewer than "
                    + LEAST_BITS + " does not keep secrets");
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new SecretException(
                    "it expired on " + day(certificate) + ", and the cluster seals with another key by now");
        }
        return new SealingKey(certificate);
    }

    private static X509Certificate certificate(String pem) throws SecretException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
        } catch (CertificateException e) {
            throw new SecretException("what is in it is no certificate, though it begins like one: it is damaged");
        }
    }

    private static LocalDate day(X509Certificate certificate) {
        return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
    }

    /** The last day on which kubeseal and this take it. */
    public LocalDate expires() {
        return day(certificate);
    }

    /** {@code value} for whom {@code label} says, in base64; another text each time. */
    public String sealed(Hidden value, byte[] label) throws SecretException {
        try {
            var key = new byte[KEY_BYTES];
            RANDOM.nextBytes(key);
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    certificate.getPublicKey(),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label)));
            byte[] sealedKey = rsa.doFinal(key);
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]));
            byte[] sealed = aes.doFinal(Base64.getDecoder().decode(value.base64()));
            var out = new ByteArrayOutputStream();
            out.write(sealedKey.length >> 8);
            out.write(sealedKey.length);
            out.writeBytes(sealedKey);
            out.writeBytes(sealed);
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new SecretException("this Java cannot seal: " + e.getMessage());
        }
    }
}
