package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import espalier.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is written as JSON, a library of somebody else's reads as what was meant. */
class JsonWriterTest {
    private static JsonNode read(JsonWriter json) throws IOException {
        return new ObjectMapper().readTree(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void awkwardStringsAsValuesAndAsNames() throws IOException {
        for (String string : AwkwardStrings.everywhere()) {
            JsonNode node =
                    read(new JsonWriter().object().member(string, string).endObject());
            assertThat(node.properties()).hasSize(1);
            assertThat(node.get(string).textValue()).isEqualTo(string);
        }
        for (char c = 0; c < 0x100; c++) {
            assertThat(read(new JsonWriter().array().value("<" + c + ">").endArray())
                            .get(0)
                            .textValue())
                    .isEqualTo("<" + c + ">");
        }
    }

    @Test
    void halfACharacter() throws IOException {
        for (String half : new String[] {"\ud83c", "a\ud83c", "\udf33b", "\udf33\ud83c"}) {
            assertThat(read(new JsonWriter().array().value(half).endArray())
                            .get(0)
                            .textValue())
                    .isEqualTo(half);
        }
        assertThat(new JsonWriter().array().value("\ud83c\udf33").endArray().toString())
                .contains("\ud83c\udf33");
    }

    @Test
    void everyForm() {
        var json = new JsonWriter();
        json.object().member("text", "a").member("none", (String) null).memberIfAny("left out", null);
        json.member("number", -1).member("yes", true).name("empty").array().endArray();
        json.name("nothing")
                .object()
                .endObject()
                .name("list")
                .array()
                .value("a")
                .value(2)
                .object();
        json.member("b", false).endObject().endArray().endObject();
        assertThat(json).hasToString("""
            {
              "text": "a",
              "none": null,
              "number": -1,
              "yes": true,
              "empty": [],
              "nothing": {},
              "list": [
                "a",
                2,
                {
                  "b": false
                }
              ]
            }
            """);
    }
}
