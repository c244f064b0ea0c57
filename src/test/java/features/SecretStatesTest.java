package features;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import espalier.Identity;
import espalier.SecretDeclaration;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.hidden.Hidden;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.live.StoredSecret;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.KeyName;
import espalier.secrets.SecretState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is there is compared with what is declared: what is missing is made, and what is wrong is said and not changed. */
class SecretStatesTest {
    private static final Identity LOGIN = Identity.of("", "Secret", "default", "login");
    private static final Identity COPY = Identity.of("", "Secret", "default", "copy");
    private static final String PASSWORD = "canary-1234567890";
    private static final String HASH = BCrypt.with(BCrypt.Version.VERSION_2A).hashToString(4, PASSWORD.toCharArray());

    private static final DeclaredSecrets DECLARED = declared();

    private static DeclaredSecrets declared() {
        Compilation compilation = Compiled.stage(apps -> {
            new ConfigMap(apps, "note", c -> c.value("a", "b"));
            var login = new BootstrapSecret(
                    apps,
                    "login",
                    s -> s.password("PASSWORD").bcrypt("HASH", "PASSWORD").given("TOKEN", "the token of the shop"));
            new BootstrapSecret(
                    apps, "copy", s -> s.text("URL", Text.of("shop://me:", login.key("PASSWORD"), "@shop")));
        });
        return DeclaredSecrets.of(Objects.requireNonNull(compilation.order()));
    }

    private static SecretDeclaration secret(Identity identity) {
        return Objects.requireNonNull(DECLARED.get(identity));
    }

    private static StoredSecret stored(Identity identity, String type, String maker, String fixed, String... values) {
        var data = new HashMap<String, Hidden>();
        for (int i = 0; i < values.length; i += 2) {
            data.put(values[i], Hidden.of(values[i + 1]));
        }
        return new StoredSecret(identity.namespace(), identity.name(), type, data, maker, fixed, "7");
    }

    private static SecretState login(String... values) {
        return state(stored(LOGIN, "Opaque", "", "", values));
    }

    private static SecretState state(StoredSecret stored) {
        return SecretState.of(secret(LOGIN), stored, name -> null);
    }

    private static List<String> missing(SecretState state) {
        return state.missing().stream().map(SecretDeclaration.Key::name).toList();
    }

    @Test
    void nothingIsThere() {
        SecretState state = SecretState.of(secret(LOGIN), null, name -> null);
        assertThat(missing(state)).containsExactly("PASSWORD", "HASH", "TOKEN");
        assertThat(state.isWhole()).isFalse();
        assertThat(state.wrong()).isEmpty();
    }

    @Test
    void allIsThere() {
        SecretState state = login("PASSWORD", PASSWORD, "HASH", HASH, "TOKEN", "t");
        assertThat(state.isWhole()).isTrue();
        assertThat(state.wrong()).isEmpty();
        assertThat(state.notes()).isEmpty();
    }

    @Test
    void aKeyIsMissing() {
        SecretState state = login("PASSWORD", PASSWORD, "TOKEN", "t");
        assertThat(missing(state)).containsExactly("HASH");
        assertThat(state.wrong()).isEmpty();
    }

    @Test
    void aHashOfAnotherPassword() {
        assertThat(login("PASSWORD", "another-1234567890", "HASH", HASH, "TOKEN", "t")
                        .wrong())
                .containsExactly("its key HASH is no bcrypt hash of its key PASSWORD: make it anew with espalier rotate"
                        + " default/login/HASH");
        assertThat(login("PASSWORD", PASSWORD, "HASH", "no hash", "TOKEN", "t").wrong())
                .hasSize(1);
    }

    @Test
    void hashesOfOtherProgramsAreHashes() {
        for (var version : List.of(BCrypt.Version.VERSION_2Y, BCrypt.Version.VERSION_2B)) {
            String hash = BCrypt.with(version).hashToString(5, PASSWORD.toCharArray());
            assertThat(login("PASSWORD", PASSWORD, "HASH", hash, "TOKEN", "t").wrong())
                    .isEmpty();
        }
    }

    @Test
    void aKeyThatNobodyDeclares() {
        SecretState state = login("PASSWORD", PASSWORD, "HASH", HASH, "TOKEN", "t", "OLD", "x");
        assertThat(state.isWhole()).isTrue();
        assertThat(state.wrong()).isEmpty();
        assertThat(state.notes()).containsExactly("it has the key OLD, which nobody declares and nothing here made");
    }

    @Test
    void anEmptyValue() {
        assertThat(login("PASSWORD", "", "HASH", HASH, "TOKEN", "t").wrong())
                .contains("its key PASSWORD is empty: remove the key, and run this again");
    }

    @Test
    void someoneElseMakesIt() {
        SecretState lacking = state(stored(LOGIN, "Opaque", "ExternalSecret login", "", "PASSWORD", PASSWORD));
        assertThat(lacking.wrong())
                .containsExactly(
                        "its keys HASH, TOKEN cannot be added, since ExternalSecret login makes it: let only one of"
                                + " the two");
        SecretState whole = state(
                stored(LOGIN, "Opaque", "ExternalSecret login", "", "PASSWORD", PASSWORD, "HASH", HASH, "TOKEN", "t"));
        assertThat(whole.wrong()).isEmpty();
        assertThat(whole.notes())
                .containsExactly("it is made by ExternalSecret login as well, which may take its keys away");
    }

    @Test
    void whatNobodyCanChange() {
        assertThat(state(stored(LOGIN, "Opaque", "", "it is immutable", "PASSWORD", PASSWORD))
                        .wrong())
                .containsExactly("its keys HASH, TOKEN cannot be added, since it is immutable");
        assertThat(state(stored(LOGIN, "kubernetes.io/tls", "", "", "PASSWORD", PASSWORD, "HASH", HASH, "TOKEN", "t"))
                        .wrong())
                .containsExactly("it is of the type kubernetes.io/tls and not Opaque, which nobody can change: keep its"
                        + " values, delete it, and run this again");
    }

    @Test
    void aTextWhosePartsAreOthersNow() {
        StoredSecret copy = stored(COPY, "Opaque", "", "", "URL", "shop://me:" + PASSWORD + "@shop");
        Map<KeyName, Hidden> same = Map.of(new KeyName(LOGIN, "PASSWORD"), Hidden.of(PASSWORD));
        assertThat(SecretState.of(secret(COPY), copy, same::get).wrong()).isEmpty();
        Map<KeyName, Hidden> other = Map.of(new KeyName(LOGIN, "PASSWORD"), Hidden.of("another"));
        assertThat(SecretState.of(secret(COPY), copy, other::get).wrong())
                .containsExactly(
                        "its key URL is not made of `default/login` `PASSWORD` as these are now: make it anew with"
                                + " espalier rotate default/copy/URL");
        assertThat(SecretState.of(secret(COPY), copy, name -> null).wrong()).isEmpty(); // the part comes first
    }

    @Test
    void nothingOfItShowsAValue() {
        StoredSecret stored =
                stored(LOGIN, "Opaque", "", "", "PASSWORD", PASSWORD, "HASH", "canary-hash", "TOKEN", "canary-token");
        SecretState state = state(stored);
        assertThat(stored + " " + state + " " + state.wrong() + state.notes())
                .contains("(hidden)")
                .doesNotContain("canary")
                .doesNotContain(Hidden.of(PASSWORD).base64());
    }

    @Test
    void whatIsMadeOfAPassword() {
        assertThat(DECLARED.madeOf(new KeyName(LOGIN, "PASSWORD")))
                .containsExactlyInAnyOrder(new KeyName(LOGIN, "HASH"), new KeyName(COPY, "URL"));
        assertThat(DECLARED.madeOf(new KeyName(COPY, "URL"))).isEmpty();
    }
}
