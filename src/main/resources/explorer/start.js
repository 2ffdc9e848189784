// Starts Swagger UI on the API description of the service that serves it. Its own buttons for tokens are left out: one place has the token.
window.onload = () => {
  vmascopeToken.start();
  const none = () => () => null;
  window.ui = SwaggerUIBundle({
    url: new URL('../v3/api-docs', location.href).href,
    dom_id: '#swagger-ui',
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    operationsSorter: 'alpha',
    tryItOutEnabled: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [
      SwaggerUIBundle.plugins.DownloadUrl,
      () => ({wrapComponents: {authorizeBtn: none, authorizeOperationBtn: none}}),
    ],
    layout: 'StandaloneLayout',
    requestInterceptor: vmascopeToken.send,
    responseInterceptor: vmascopeToken.explain,
  });
};
