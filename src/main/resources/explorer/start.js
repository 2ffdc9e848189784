// Starts Swagger UI on the API description of the service that serves it.
window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: new URL('../v3/api-docs', location.href).href,
    dom_id: '#swagger-ui',
    deepLinking: true,
    operationsSorter: 'alpha',
    tryItOutEnabled: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'StandaloneLayout',
    requestInterceptor: vmascopeToken.send,
    responseInterceptor: vmascopeToken.askIfRefused,
  });
};
