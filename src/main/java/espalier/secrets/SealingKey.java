package espalier.secrets;

import espalier.hidden.Hidden;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
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
    private static final String RSA = "RSA";
    private static final int LEAST_BITS = 2048;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RSAPublicKey key;
    private final Instant expires;

    private SealingKey(RSAPublicKey key, Instant expires) {
        this.key = key;
        this.expires = expires;
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
        SealingKey key = parsed(pem.substring(begin + BEGINS.length(), end));
        if (key.key.getModulus().bitLength() < LEAST_BITS) {
            throw new SecretException("its key has " + key.key.getModulus().bitLength()
                    + " bits, and one of fewer than " + LEAST_BITS + " does not keep secrets");
        }
        if (now.isAfter(key.expires)) {
            throw new SecretException(
                    "it expired on " + key.expires() + ", and the cluster seals with another key by now");
        }
        return key;
    }

    /** Java's own reader takes no certificate without a name of its issuer, and the controller's has none. */
    private static SealingKey parsed(String base64) throws SecretException {
        try {
            Der fields = Der.of(Base64.getMimeDecoder().decode(base64)).inner().inner();
            if (fields.tag() == Der.VERSION) {
                fields.skip();
            }
            fields.skip().skip().skip(); // number, algorithm, issuer
            Der validity = fields.inner();
            Instant until = validity.skip().time();
            byte[] key = fields.skip().whole(); // behind the name of whose it is
            PublicKey known = KeyFactory.getInstance(RSA).generatePublic(new X509EncodedKeySpec(key));
            return new SealingKey((RSAPublicKey) known, until);
        } catch (InvalidKeySpecException e) {
            throw new SecretException("its key is no RSA key, and the controller opens only what is sealed with one");
        } catch (NoSuchAlgorithmException e) {
            throw new SecretException("this Java knows no RSA");
        } catch (RuntimeException e) { // of anything that is not where it has to be
            throw new SecretException("what is in it is no certificate, though it begins like one: it is damaged");
        }
    }

    /** The last day on which kubeseal and this take it. */
    public LocalDate expires() {
        return LocalDate.ofInstant(expires, ZoneOffset.UTC);
    }

    /** {@code value} for whom {@code label} says, in base64; another text each time. */
    public String sealed(Hidden value, byte[] label) throws SecretException {
        try {
            var session = new byte[KEY_BYTES];
            RANDOM.nextBytes(session);
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    key,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label)));
            byte[] sealedKey = rsa.doFinal(session);
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(session, "AES"),
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
