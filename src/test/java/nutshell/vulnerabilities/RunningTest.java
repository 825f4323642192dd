package nutshell.vulnerabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import nutshell.evidence.runtime.Engine;
import org.junit.jupiter.api.Test;

/** What an engine's document of a container tells of its image; as Docker 20.10 answered on Debian 12, shortened. */
class RunningTest {

    private static final String OLD = "9d93c6c2993855cbb0c4ed6ab4a324362e0993b9decef14b1944f5e9792a76ea";
    private static final String NEW = "d76e5f5d532d15d54e4d98c333e52f1fc03a3a528c31ea86ac3a867f67704fd7";
    private static final String CONTAINER =
            "{\"Name\":\"/web\",\"Image\":\"sha256:%s\",\"Config\":{\"Image\":\"shop:1\"}}".formatted(OLD);

    private static Running running(String document, Optional<String> means) throws JsonProcessingException {
        return Running.of(Engine.DOCKER, new ObjectMapper().readTree(document), image -> means);
    }

    @Test
    void knows_that_the_name_means_another_image_by_now() throws JsonProcessingException {
        assertEquals(
                new Running(Engine.DOCKER, "web", "shop:1", OLD, Optional.of(NEW)),
                running(CONTAINER, Optional.of(NEW)));
    }

    @Test
    void knows_that_it_does_not() throws JsonProcessingException {
        assertEquals(Optional.empty(), running(CONTAINER, Optional.of(OLD)).newer());
        assertEquals(Optional.empty(), running(CONTAINER, Optional.empty()).newer());
    }

    @Test
    void opens_the_image_that_runs_and_not_the_one_of_that_name() throws JsonProcessingException {
        assertEquals("docker:" + OLD, running(CONTAINER, Optional.of(NEW)).reference());
    }
}
