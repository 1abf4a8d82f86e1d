// Loaded before a documented code block: prints each OpenTelemetry span as a line of JSON.
import { trace } from "@opentelemetry/api";
import { BasicTracerProvider, SimpleSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";

const printer: SpanExporter = {
  export: (spans, done) => {
    for (const { name, kind, attributes, status, events } of spans) {
      console.log(
        JSON.stringify({ name, kind, attributes, status: status.code, events: events.map((event) => event.name) }),
      );
    }
    done({ code: 0 });
  },
  shutdown: () => Promise.resolve(),
};
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(printer)] }));
