package apps;

import espalier.SecretKey;
import espalier.ServicePort;

/** Something whose models people can chat with. */
public interface ChatBackend {
    /** How a page for chatting reaches the models. */
    Api chat();

    /** The protocols that such pages speak. */
    sealed interface Api {}

    /**
     * OpenAI's protocol, below {@code /v1}.
     *
     * @param port where it is served
     * @param key what it asks for
     */
    record OpenAi(ServicePort port, SecretKey key) implements Api {}

    /**
     * Ollama's own protocol, which asks for no key.
     *
     * @param port where it is served
     */
    record OllamaApi(ServicePort port) implements Api {}
}
