package espalier.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The fields of what is written in DER, one after another; anything that is not there throws. */
final class Der {
    /** What a version of a certificate stands under. */
    static final int VERSION = 0xa0;

    private static final int SEQUENCE = 0x30;
    private static final int UTC_TIME = 0x17;
    private static final int SHORT_LENGTH = 0x80;

    private final ByteBuffer rest;

    private Der(ByteBuffer rest) {
        this.rest = rest;
    }

    static Der of(byte[] bytes) {
        return new Der(ByteBuffer.wrap(bytes));
    }

    /** The tag of the field that comes next. */
    int tag() {
        return rest.get(rest.position()) & 0xff;
    }

    /** Behind the next field. */
    Der skip() {
        content();
        return this;
    }

    /** The fields within the next one, which is passed. */
    Der inner() {
        if (tag() != SEQUENCE) {
            throw new IllegalArgumentException("no sequence");
        }
        return new Der(content());
    }

    /** The next field with its tag and length, which is passed. */
    byte[] whole() {
        int start = rest.position();
        content();
        var whole = new byte[rest.position() - start];
        rest.get(start, whole);
        return whole;
    }

    /** The next field, a time, which is passed. */
    Instant time() {
        boolean shortYear = tag() == UTC_TIME;
        String text = US_ASCII.decode(content()).toString();
        String year = shortYear ? (text.charAt(0) < '5' ? "20" : "19") : "";
        return LocalDateTime.parse(year + text, DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'"))
                .toInstant(ZoneOffset.UTC);
    }

    private ByteBuffer content() {
        rest.get();
        int length = rest.get() & 0xff;
        if (length >= SHORT_LENGTH) {
            int bytes = length - SHORT_LENGTH;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | rest.get() & 0xff;
            }
        }
        ByteBuffer content = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        return content;
    }
}
