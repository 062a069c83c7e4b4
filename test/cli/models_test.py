"""eider models: the list, and files of the user's own. Nothing is fetched."""
from support import *


class Models(CliTest):
    def setUp(self):
        super().setUp()
        self.environment = {**os.environ, "EIDER_MODELS": str(self.folder / "models")}

    def test_list(self):
        models = self.json("models", "list", "--json", env=self.environment)
        self.assertEqual(["name", "role", "file", "bytes", "licence", "status", "path"], list(models[0]))
        self.assertEqual({"generator", "embedder"}, {model["role"] for model in models})
        self.assertEqual({"missing"}, {model["status"] for model in models})
        text = self.succeeds("models", env=self.environment)
        self.assertIn(f"eider models pull {EMBEDDER}", text)

    def test_unknown_name(self):
        self.fails(1, "no-such-model", "models", "pull", "no-such-model", env=self.environment)

    def test_import(self):
        self.fails(1, "absent.gguf", "models", "import", self.folder / "absent.gguf", env=self.environment)
        (self.folder / "text.gguf").write_text("not a model")
        self.fails(1, "text.gguf", "models", "import", self.folder / "text.gguf", env=self.environment)
        self.fails(2, "--role", "models", "import", self.folder / "text.gguf", "--role", "poet")

    def test_import_of_a_model(self):
        self.require_model(GENERATOR)
        path = next(model["path"] for model in self.json("models", "--json") if model["name"] == GENERATOR)
        taken = self.json("models", "import", path, "--json", env=self.environment)
        self.assertEqual(GENERATOR, taken["name"])
        self.assertTrue(Path(taken["path"]).exists())
        models = self.json("models", "--json", env=self.environment)
        self.assertEqual(["ready"], [model["status"] for model in models if model["name"] == GENERATOR])


main()
