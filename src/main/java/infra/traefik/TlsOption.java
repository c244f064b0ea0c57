package infra.traefik;

import espalier.Component;
import espalier.Scope;
import espalier.Setting;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.ObjectSettings;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/** How Traefik speaks TLS with whoever comes: on routes that name it, or, called {@code default}, on all others. */
public final class TlsOption extends Component {
    private final CustomResource option;

    /** Options with the name {@code id}. */
    public TlsOption(Scope scope, String id, Consumer<OptionSettings> configure) {
        super(scope, id);
        var settings = espalier.Settings.configured(new OptionSettings(this), configure);
        option = new CustomResource(this, Traefik.API, "TLSOption", o -> {
            o.named(settings.objectName()).spec("minVersion", settings.atLeast.or(Version.TLS_1_2).written);
            if (settings.strictNames.isSet()) {
                o.spec("sniStrict", true);
            }
            if (!settings.ciphers.isEmpty()) {
                o.spec("cipherSuites", settings.ciphers);
            }
        });
    }

    Text name() {
        return option.name();
    }

    /** A version of TLS. */
    public enum Version {
        TLS_1_2("VersionTLS12"),
        TLS_1_3("VersionTLS13");

        private final String written;

        Version(String written) {
            this.written = written;
        }
    }

    /** What can be set. */
    public static final class OptionSettings extends ObjectSettings<OptionSettings> {
        private final Setting<Version> atLeast = setting("atLeast");
        private final Setting<Boolean> strictNames = setting("strictNames");
        private final Sequence ciphers = new Sequence();

        private OptionSettings(TlsOption option) {
            super(option.node());
        }

        @Override
        protected OptionSettings self() {
            return this;
        }

        /** The oldest version that is spoken; default 1.2. */
        public OptionSettings atLeast(Version version) {
            atLeast.set(version);
            return this;
        }

        /** Refuses who names no host that a certificate is there for, such as scanners that come by address. */
        public OptionSettings strictNames() {
            strictNames.set(true);
            return this;
        }

        /** The ciphers of TLS 1.2, as Go names them; those of 1.3 are always the same. */
        public OptionSettings ciphers(String... names) {
            for (String name : names) {
                ciphers.add(name);
            }
            return this;
        }
    }
}
