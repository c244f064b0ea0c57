package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.NothingWrong;
import espalier.compile.Compilation;
import org.junit.jupiter.api.Test;

/** What looks like a mistake and is none is taken without a word. */
class NoFalseAlarmTest {
    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        Compilation compilation = Compiled.cluster(NothingWrong::new);
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(Compiled.files(compilation, ""))
                .contains("example.com/redis:7", "minReadySeconds: 5", "progressDeadlineSeconds: 900")
                .contains("externalTrafficPolicy: Local", "nodePort: 80", "kind: Issuer");
    }
}
