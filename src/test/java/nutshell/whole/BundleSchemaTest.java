package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe's bundle is what the OCI runtime specification's own schema asks for. */
@Tag("whole")
class BundleSchemaTest {

    /** Where Debian's golang-github-opencontainers-specs-dev puts it. */
    private static final Path SCHEMA =
            Path.of("/usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema/config-schema.json");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    static List<String> recipes() throws IOException {
        try (Stream<Path> files = Files.list(WholeProgram.CHECKOUT.resolve("labs/recipes"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".nut"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
        assumeTrue(Files.exists(SCHEMA), "needs the OCI runtime specification's schema: " + SCHEMA);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_recipe_s_bundle_is_valid(String recipe) throws IOException {
        Path bundle = program.directory().resolve(recipe);
        Commands.Result exported = program.run("recipe", "export", recipe, "--as", "oci", bundle.toString());
        if (recipe.equals("naked")) {
            assertEquals(2, exported.status(), "a bundle without a root file system is none");
            return;
        }
        exported.wellDone();
        String config = Files.readString(bundle.resolve("config.json"));

        List<String> complaints = complaints(config);
        if (config.contains("\"1.1.0\"") && isOfVersion10()) {
            // Debian 12 has the schema of 1.0, which knows no time namespace.
            assertEquals(1, complaints.size(), complaints::toString);
            assertTrue(complaints.get(0).contains("namespaces"), complaints::toString);
        } else {
            assertEquals(List.of(), complaints);
        }
    }

    private static boolean isOfVersion10() throws IOException {
        return !Files.readString(SCHEMA.resolveSibling("defs-linux.json")).contains("\"time\"");
    }

    @Test
    void the_schema_would_complain() {
        assertFalse(complaints("{\"ociVersion\": 1, \"mounts\": [{}]}").isEmpty());
    }

    private static List<String> complaints(String config) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(SchemaLocation.of(SCHEMA.toUri().toString()));
        return schema.validate(config, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
