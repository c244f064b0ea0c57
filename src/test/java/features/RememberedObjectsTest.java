package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found right is not looked at again, unless it, its schema or the record of it has changed. */
class RememberedObjectsTest {
    private static final String RECORD = ".espalier/accepted/test";

    @TempDir
    Path root;

    private Checkout checkout;

    @BeforeEach
    void synthOnce() {
        checkout = Checkout.create(root).orchard(apps -> apps.app("apple", "apple:1.0"));
        checkout.synth();
    }

    private void schema(String spec) throws IOException {
        Path file = root.resolve("schemas/core/service_v1.schema");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "espalier-schema 1 v1 Service\n@ object open\n spec " + spec + "\n");
    }

    @Test
    void anUnchangedTreeLeavesTheRecordAlone() throws IOException {
        Path record = root.resolve(RECORD);
        Files.setLastModifiedTime(record, FileTime.fromMillis(1_000_000));
        checkout.synth();
        assertThat(Files.getLastModifiedTime(record).toMillis()).isEqualTo(1_000_000);
        assertThat(checkout.read(RECORD)).matches("([0-9a-f]{16}\n)+");
    }

    @Test
    void aChangedSchemaIsHeldAgainstAllObjectsOfItsKind() throws IOException {
        schema("object open");
        checkout.synth();
        schema("string");
        assertThat(checkout.espalier("synth").err()).contains("error[schema-type] Tried to set spec of Service");
        schema("object open");
        checkout.synth();
    }

    @Test
    void aDamagedRecordIsForgotten() throws IOException {
        byte[] whole = Files.readAllBytes(root.resolve(RECORD));
        for (int at : new int[] {0, 20, 40, whole.length / 2, whole.length - 2}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(root.resolve(RECORD), damaged);
            checkout.synth();
            assertThat(Files.readAllBytes(root.resolve(RECORD)))
                    .as("byte " + at)
                    .isEqualTo(whole);
        }
        for (int length : new int[] {0, 1, 17, whole.length / 2, whole.length - 1}) {
            Files.write(root.resolve(RECORD), java.util.Arrays.copyOf(whole, length));
            checkout.synth();
            assertThat(Files.readAllBytes(root.resolve(RECORD)))
                    .as("length " + length)
                    .isEqualTo(whole);
        }
    }
}
