package espalier.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import espalier.hidden.Hidden;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyAgreement;

/** Files as {@code age} writes and reads them, and its keys. */
public final class Age {
    private static final String IDENTITY = "AGE-SECRET-KEY-1";
    private static final String ARMOR = "-----BEGIN AGE";
    private static final int KEY_BYTES = 32;

    private Age() {}

    /** The identities in {@code file}, a line each, as {@code age-keygen} writes them. */
    private static List<String> identities(Hidden file) {
        var identities = new ArrayList<String>();
        for (String line : file.reveal().split("\\R")) {
            if (line.strip().startsWith(IDENTITY)) {
                identities.add(line.strip());
            }
        }
        return identities;
    }

    /** The recipients, {@code age1…}, whose files the identities in {@code file} open. */
    public static List<String> recipients(Hidden file) throws SecretException {
        var recipients = new ArrayList<String>();
        for (String identity : identities(file)) {
            recipients.add(recipient(identity));
        }
        if (recipients.isEmpty()) {
            throw new SecretException("it holds no age identity, a line that begins with " + IDENTITY);
        }
        return recipients;
    }

    /** The point that belongs to the number in {@code identity}: that many times X25519's base point, whose u is 9. */
    private static String recipient(String identity) throws SecretException {
        try {
            byte[] number = Bech32.getDecoder().decode(identity).getData();
            var curve = NamedParameterSpec.X25519;
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(curve, number)));
            agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(curve, BigInteger.valueOf(9))), true);
            return Bech32.getEncoder().encode("age", agreement.generateSecret()).toString();
        } catch (GeneralSecurityException | RuntimeException e) { // whose message may quote the identity
            throw new SecretException("a line in it begins with " + IDENTITY + ", but is no age identity");
        }
    }

    /** Why {@code recipient} is none, in words that begin behind "but"; empty where it is one. */
    public static String obstacle(String recipient) {
        try {
            var address = Bech32.getDecoder().decode(recipient);
            boolean well =
                    address.getHumanReadablePart().toString().equals("age") && address.getData().length == KEY_BYTES;
            return well ? "" : "it is no age recipient, which begins with age1 and has 62 characters";
        } catch (RuntimeException e) {
            return "it is no age recipient, which begins with age1 and has 62 characters";
        }
    }

    /** {@code text} for {@code recipient} alone, in age's armor, which is plain text. */
    public static String encrypted(Hidden text, String recipient) throws SecretException {
        var out = new ByteArrayOutputStream();
        try {
            RecipientStanzaWriter writer = X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
            try (WritableByteChannel channel = new ArmoredEncryptingChannelFactory()
                    .newEncryptingChannel(Channels.newChannel(out), List.of(writer))) {
                channel.write(java.nio.ByteBuffer.wrap(text.reveal().getBytes(UTF_8)));
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new SecretException("it cannot be encrypted for " + recipient + ": " + e.getMessage());
        }
        return out.toString(UTF_8);
    }

    /** What {@code file}, armored or not, holds for one of {@code identities}. */
    public static Hidden decrypted(byte[] file, Hidden identities) throws SecretException {
        List<String> known = identities(identities);
        if (known.isEmpty()) {
            throw new SecretException("the identity file holds no age identity, a line that begins with " + IDENTITY);
        }
        try {
            var readers = new ArrayList<RecipientStanzaReader>();
            for (String identity : known) {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity));
            }
            boolean armored = new String(file, 0, Math.min(file.length, ARMOR.length()), UTF_8).equals(ARMOR);
            var factory = armored ? new ArmoredDecryptingChannelFactory() : new StandardDecryptingChannelFactory();
            try (ReadableByteChannel channel =
                            factory.newDecryptingChannel(Channels.newChannel(new ByteArrayInputStream(file)), readers);
                    InputStream in = Channels.newInputStream(channel)) {
                return Hidden.of(new String(in.readAllBytes(), UTF_8));
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new SecretException("the identity does not open it, or it is no whole age file ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
