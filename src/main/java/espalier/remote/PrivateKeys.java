package espalier.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Private keys in PEM. Java reads PKCS #8 alone; what openssl and Kubernetes write besides, gets its envelope here. */
final class PrivateKeys {
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xa0;

    private PrivateKeys() {}

    static PrivateKey read(byte[] pem) throws RemoteException {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        try {
            if (text.contains("-----BEGIN RSA PRIVATE KEY-----")) {
                return key(envelope(RSA, der(text, "RSA PRIVATE KEY")), "RSA");
            }
            if (text.contains("-----BEGIN EC PRIVATE KEY-----")) {
                byte[] der = der(text, "EC PRIVATE KEY");
                return key(envelope(tagged(SEQUENCE, join(EC, curve(der))), der), "EC");
            }
            return key(der(text, "PRIVATE KEY"), "RSA", "EC", "Ed25519");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new RemoteException("the client's key cannot be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(byte[] pkcs8, String... algorithms) throws GeneralSecurityException {
        InvalidKeySpecException last = null;
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                last = e; // it may be of another algorithm
            }
        }
        throw new InvalidKeySpecException("it is of none of the algorithms " + String.join(", ", algorithms), last);
    }

    private static byte[] der(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("it holds no " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        byte[] version = tagged(INTEGER, new byte[1]);
        return tagged(SEQUENCE, join(version, algorithm, tagged(OCTETS, key)));
    }

    /** The name of the curve, which stands in the key itself (SEC 1): a sequence of version, key, curve and public key. */
    private static byte[] curve(byte[] key) {
        int at = contents(key, 0);
        while (at < key.length) {
            int from = contents(key, at);
            int end = from + length(key, at);
            if ((key[at] & 0xff) == CURVE) {
                return java.util.Arrays.copyOfRange(key, from, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("it does not name its curve");
    }

    private static int contents(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; first >= 0x80 && i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int bytes = content.length < 0x100 ? 1 : 2;
            out.write(0x80 | bytes);
            if (bytes == 2) {
                out.write(content.length >> 8);
            }
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
